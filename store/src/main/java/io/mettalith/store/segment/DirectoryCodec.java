package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.ENTRIES_END_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.HEIGHT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_DIRECTORY;
import static io.mettalith.store.segment.SegmentDescriptor.LENGTH_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.MAGIC;
import static io.mettalith.store.segment.SegmentDescriptor.VERSION;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * The sealed form of a {@link Directory}. It has the header of {@link SegmentDescriptor} with kind {@link
 * SegmentDescriptor#KIND_DIRECTORY}, no restarts and no owner, and then one entry per child:
 *
 * <pre>
 *   entry := hash (16 bytes) entries (varint) firstKeyLength (varint) firstKey
 * </pre>
 *
 * where {@code entries} is the number of distinct keys below the child.
 */
final class DirectoryCodec {
    /** A directory refers to at least this many bytes per child. */
    private static final int MINIMUM_ENTRY_LENGTH = ContentHash.LENGTH + 3;

    private DirectoryCodec() {}

    /** Returns the sealed bytes; every child has its hash already. */
    static byte[] encode(Directory directory) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(SegmentDescriptor.CAPACITY);
        out.write(new byte[HEADER_LENGTH], 0, HEADER_LENGTH);
        for (int i = 0; i < directory.size(); i++) {
            final TreeNode child = directory.childAsIs(i);
            out.write(child.hash().toBytes(), 0, ContentHash.LENGTH);
            writeVarint(out, child.entries());
            final byte[] key = child.firstKey();
            writeVarint(out, key.length);
            out.write(key, 0, key.length);
        }
        final byte[] bytes = out.toByteArray();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put(VERSION)
                .put(KIND_DIRECTORY)
                .putShort((short) directory.height())
                .putInt(bytes.length)
                .putInt(bytes.length)
                .putInt(directory.size());
        return bytes;
    }

    /** Returns the directory with all children as references. */
    static Directory decode(long address, int length, ContentHash hash, SegmentSource source) {
        SegmentVerifier.verify(address, length, KIND_DIRECTORY);
        final int end = UnsafeApi.getInt(address + ENTRIES_END_OFFSET);
        final int count = UnsafeApi.getInt(address + COUNT_OFFSET);
        final int height = UnsafeApi.getShort(address + HEIGHT_OFFSET);
        SegmentVerifier.check("entriesEnd", end == UnsafeApi.getInt(address + LENGTH_OFFSET), length, end);
        SegmentVerifier.check("count", count <= length / MINIMUM_ENTRY_LENGTH, "<=" + length, count);
        SegmentVerifier.check("height", height > 0 && height < 32, "1..31", height);
        final TreeNode[] children = new TreeNode[count];
        final Reader reader = new Reader(address, end);
        for (int i = 0; i < count; i++) {
            children[i] = reader.next(source, height - 1);
        }
        SegmentVerifier.check("entriesEnd", reader.at == end, end, reader.at);
        final Directory directory = new Directory(SegmentDescriptor.NO_OWNER, children, count);
        directory.sealedAs(hash);
        // Racing readers publish what they load by a plain store.
        VarHandle.releaseFence();
        return directory;
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Reads child entries with every bound checked. */
    private static final class Reader {
        private final long address;
        private final int end;
        private int at = HEADER_LENGTH;

        Reader(long address, int end) {
            this.address = address;
            this.end = end;
        }

        SealedReference next(SegmentSource source, int height) {
            SegmentVerifier.check("child", end - at >= MINIMUM_ENTRY_LENGTH, "<=" + (end - MINIMUM_ENTRY_LENGTH), at);
            final byte[] hash = new byte[ContentHash.LENGTH];
            Bytes.read(address + at, hash, 0, hash.length);
            at += hash.length;
            final long entries = varint();
            final long keyLength = varint();
            SegmentVerifier.check("firstKey", keyLength > 0 && keyLength <= end - at, "<=" + (end - at), keyLength);
            final long key = address + at;
            at += (int) keyLength;
            return new SealedReference(source, ContentHash.fromBytes(hash, 0), key, (int) keyLength, entries, height);
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                SegmentVerifier.check("varint", at < end, "<" + end, at);
                final byte next = UnsafeApi.getByte(address + at++);
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new SegmentDamagedException("directory varint too long: offset=" + at + ", maxBytes=9");
        }
    }
}
