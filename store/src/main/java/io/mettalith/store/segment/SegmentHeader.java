package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.ENTRIES_END_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.HEIGHT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.LENGTH_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.MAGIC;
import static io.mettalith.store.segment.SegmentDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.NO_OWNER;
import static io.mettalith.store.segment.SegmentDescriptor.OWNER_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.VERSION;
import static io.mettalith.store.segment.SegmentDescriptor.VERSION_OFFSET;

import org.agrona.UnsafeApi;

/**
 * The header fields of a sealed segment or directory, as they are; see {@link SegmentDescriptor}.
 *
 * @param version of the layout
 * @param kind atoms or directory
 * @param height 0 for atoms, one more than its children for a directory
 * @param lengthBytes of the whole
 * @param entriesEnd offset behind the last entry
 * @param count of entries
 * @param restartCount entries of the restart table
 * @param owner owner word
 */
public record SegmentHeader(
        byte version, byte kind, int height, int lengthBytes, int entriesEnd, int count, int restartCount, long owner) {

    /**
     * Reads a header.
     *
     * @param address of at least {@link SegmentDescriptor#HEADER_LENGTH} bytes, which may hold anything
     */
    public static SegmentHeader of(long address) {
        return new SegmentHeader(
                UnsafeApi.getByte(address + VERSION_OFFSET),
                UnsafeApi.getByte(address + KIND_OFFSET),
                UnsafeApi.getShort(address + HEIGHT_OFFSET),
                UnsafeApi.getInt(address + LENGTH_OFFSET),
                UnsafeApi.getInt(address + ENTRIES_END_OFFSET),
                UnsafeApi.getInt(address + COUNT_OFFSET),
                UnsafeApi.getInt(address + RESTART_COUNT_OFFSET),
                UnsafeApi.getLong(address + OWNER_OFFSET));
    }

    /** Reports whether bytes say of themselves that they are of a kind. They may be anything, of any length. */
    public static boolean isOfKind(long address, int length, byte kind) {
        return length >= HEADER_LENGTH
                && UnsafeApi.getInt(address + MAGIC_OFFSET) == MAGIC
                && UnsafeApi.getByte(address + KIND_OFFSET) == kind;
    }

    /**
     * Checks what the headers of all sealed segments and directories have in common. The bytes may hold anything.
     *
     * @throws SegmentDamagedException naming the field, what was expected and what was found
     */
    public static void verify(long address, int length, byte kind) {
        check("lengthBytes", LENGTH_OFFSET, length >= HEADER_LENGTH, HEADER_LENGTH, length);
        checkMagic(UnsafeApi.getInt(address + MAGIC_OFFSET));
        final byte version = UnsafeApi.getByte(address + VERSION_OFFSET);
        check("version", VERSION_OFFSET, version == VERSION, VERSION, version);
        final byte actualKind = UnsafeApi.getByte(address + KIND_OFFSET);
        check("kind", KIND_OFFSET, actualKind == kind, kind, actualKind);
        final int actualLength = UnsafeApi.getInt(address + LENGTH_OFFSET);
        check("lengthBytes", LENGTH_OFFSET, actualLength == length, length, actualLength);
        final int count = UnsafeApi.getInt(address + COUNT_OFFSET);
        check("count", COUNT_OFFSET, count > 0, 1, count);
        final long owner = UnsafeApi.getLong(address + OWNER_OFFSET);
        check("owner", OWNER_OFFSET, owner == NO_OWNER, NO_OWNER, owner);
    }

    private static void checkMagic(int magic) {
        if (magic != MAGIC) {
            throw new SegmentDamagedException(
                    "magic", MAGIC_OFFSET, Integer.toHexString(MAGIC), Integer.toHexString(magic));
        }
    }

    private static void check(String field, int offset, boolean holds, long expected, long actual) {
        if (!holds) {
            throw new SegmentDamagedException(field, offset, expected, actual);
        }
    }
}
