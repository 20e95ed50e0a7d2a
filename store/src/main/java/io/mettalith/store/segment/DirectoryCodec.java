package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_DIRECTORY;
import static io.mettalith.store.segment.SegmentDescriptor.MAGIC;
import static io.mettalith.store.segment.SegmentDescriptor.VERSION;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The sealed form of a {@link Directory}. It has the header of {@link SegmentDescriptor} with kind {@link
 * SegmentDescriptor#KIND_DIRECTORY}, no restarts and no owner, and then one entry per child:
 *
 * <pre>
 *   entry := hash (16 bytes) entries (varint) firstKeyLength (varint) firstKey
 * </pre>
 *
 * where {@code entries} is the number of distinct keys below the child. {@link DirectoryReader} reads it.
 */
final class DirectoryCodec {
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
        final DirectoryReader reader = new DirectoryReader().wrap(address, length);
        final TreeNode[] children = new TreeNode[reader.count()];
        for (int i = 0; reader.advance(); i++) {
            children[i] = new SealedReference(
                    source,
                    reader.hash(),
                    address + reader.keyOffset(),
                    reader.keyLength(),
                    reader.entries(),
                    reader.height() - 1);
        }
        final Directory directory = new Directory(SegmentDescriptor.NO_OWNER, children, children.length);
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
}
