package io.mettalith.store.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Gives the bytes of an index part the magic and the checksums that belong to them, whatever else they say. */
public final class IndexChecksums {
    private IndexChecksums() {}

    /** Returns such a copy, or an equal one where there is no room for a header. */
    public static byte[] fixed(byte[] bytes) {
        final byte[] fixed = bytes.clone();
        if (fixed.length < IndexDescriptor.HEADER_LENGTH) {
            return fixed;
        }
        final ByteBuffer part = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        final int records = part.getInt(IndexDescriptor.COUNT_OFFSET);
        final boolean fits = records >= 0 && IndexDescriptor.length(records) == fixed.length;
        final int checked = fits ? (int) IndexDescriptor.recordsOffset(records) : fixed.length;
        for (int block = 0; fits && block < IndexDescriptor.blocks(records); block++) {
            fixBlock(part, block, checked);
        }
        final int from = IndexDescriptor.VERSION_OFFSET;
        part.putInt(IndexDescriptor.MAGIC_OFFSET, IndexDescriptor.MAGIC)
                .putInt(IndexDescriptor.CHECKSUM_OFFSET, Checksum.of(part, from, checked - from));
        return fixed;
    }

    private static void fixBlock(ByteBuffer part, int block, int recordsOffset) {
        final int most = IndexDescriptor.BLOCK_RECORDS * IndexDescriptor.RECORD_LENGTH;
        final int from = recordsOffset + block * most;
        final int length = Math.min(most, part.limit() - from);
        part.putInt(
                IndexDescriptor.HEADER_LENGTH + IndexDescriptor.BLOCK_CHECKSUM_LENGTH * block,
                Checksum.of(part, from, length));
    }
}
