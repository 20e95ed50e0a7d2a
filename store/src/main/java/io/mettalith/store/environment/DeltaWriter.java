package io.mettalith.store.environment;

import static io.mettalith.store.environment.DeltaDescriptor.BASE_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.CHECKSUM_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.HEADER_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.LENGTH_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.MAGIC;
import static io.mettalith.store.environment.DeltaDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.PLACED_FLAG;
import static io.mettalith.store.environment.DeltaDescriptor.SHARED_SHIFT;
import static io.mettalith.store.environment.DeltaDescriptor.SPACES_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_ENTRIES_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_EXISTENCE_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_HEADER_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_ID_HIGH_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_ID_LOW_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.VARIABLES_FLAG;
import static io.mettalith.store.environment.DeltaDescriptor.VERSION;
import static io.mettalith.store.environment.DeltaDescriptor.VERSION_OFFSET;

import io.mettalith.store.segment.AtomCount;
import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes what {@link DeltaDescriptor} lays out. The caller brings spaces in the order of their ids and entries in that
 * of their codes; the writer leaves out what says nothing. Used once, by one thread.
 */
final class DeltaWriter {
    private static final int MAX_VARINT_LENGTH = 10;

    private byte[] bytes = new byte[256];
    private int length = HEADER_LENGTH;
    private int spaces;
    private long size;

    private int spaceStart;
    private long existence;
    private int entries;
    private byte[] previous = new byte[128];
    private int previousLength;

    void beginSpace(SpaceId id, long spaceExistence) {
        spaceStart = length;
        existence = spaceExistence;
        entries = 0;
        previousLength = 0;
        reserve(SPACE_HEADER_LENGTH);
        fields().putLong(length + SPACE_ID_HIGH_OFFSET, id.high())
                .putLong(length + SPACE_ID_LOW_OFFSET, id.low())
                .putLong(length + SPACE_EXISTENCE_OFFSET, existence);
        length += SPACE_HEADER_LENGTH;
    }

    void endSpace() {
        if (entries == 0 && existence == 0) {
            length = spaceStart;
            return;
        }
        fields().putInt(spaceStart + SPACE_ENTRIES_OFFSET, entries);
        spaces++;
        size += entries;
    }

    void entry(byte[] code, int codeLength, boolean variables, long count, long moves, long moment) {
        AtomCount.check(Math.abs(count));
        final boolean placed = (moves | moment) != 0;
        if (count == 0 && !placed) {
            return;
        }
        final int shared = Math.max(0, Arrays.mismatch(previous, 0, previousLength, code, 0, codeLength));
        putVarint((long) shared << SHARED_SHIFT | (placed ? PLACED_FLAG : 0) | (variables ? VARIABLES_FLAG : 0));
        putVarint(codeLength - shared);
        put(code, shared, codeLength - shared);
        putZigZag(count);
        if (placed) {
            putZigZag(moves);
            putZigZag(moment);
        }
        remember(code, shared, codeLength);
        entries++;
    }

    private void remember(byte[] code, int shared, int codeLength) {
        if (codeLength > previous.length) {
            previous = Arrays.copyOf(previous, 2 * codeLength);
        }
        System.arraycopy(code, shared, previous, shared, codeLength - shared);
        previousLength = codeLength;
    }

    Delta finish(ContentHash base) {
        final int whole = length + CHECKSUM_LENGTH;
        bytes = Arrays.copyOf(bytes, whole);
        fields().putInt(MAGIC_OFFSET, MAGIC)
                .putInt(VERSION_OFFSET, VERSION)
                .putInt(LENGTH_OFFSET, whole)
                .putInt(SPACES_OFFSET, spaces)
                .put(BASE_OFFSET, base.toBytes())
                .putInt(length, checksum(bytes, length));
        return new Delta(bytes, base, size);
    }

    /** Returns the checksum of the first {@code length} bytes. */
    static int checksum(byte[] bytes, int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private ByteBuffer fields() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void putZigZag(long value) {
        putVarint(value << 1 ^ value >> 63);
    }

    private void putVarint(long value) {
        reserve(MAX_VARINT_LENGTH);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void reserve(int count) {
        final int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, 2L * needed));
        }
    }
}
