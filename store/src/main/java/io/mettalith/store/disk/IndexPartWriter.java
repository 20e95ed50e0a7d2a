package io.mettalith.store.disk;

import static io.mettalith.store.disk.IndexDescriptor.BLOCK_CHECKSUM_LENGTH;
import static io.mettalith.store.disk.IndexDescriptor.BLOCK_RECORDS;
import static io.mettalith.store.disk.IndexDescriptor.CHECKSUM_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.COUNT_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.FIRST_COVERED_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.HEADER_LENGTH;
import static io.mettalith.store.disk.IndexDescriptor.MAGIC;
import static io.mettalith.store.disk.IndexDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.MAP_LENGTH_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.PUBLISHED_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.RECORD_LENGTH;
import static io.mettalith.store.disk.IndexDescriptor.STRUCTURE_CHECKSUM_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.STRUCTURE_LENGTH_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.USED_CHUNKS_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.VERSION;
import static io.mettalith.store.disk.IndexDescriptor.VERSION_OFFSET;

import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;

/** Writes what {@link IndexDescriptor} lays out: the records of a commit, merged with those of the parts it covers. */
public final class IndexPartWriter {
    private IndexPartWriter() {}

    /**
     * Returns the bytes of a part.
     *
     * @param covered the parts that it covers; what several have is there once
     * @param added what it has besides
     * @param firstCovered number of the first part that it covers, its own if none
     * @param published number of values that the generation has now
     */
    public static ByteBuffer encode(
            List<IndexPart> covered,
            SortedMap<ContentHash, Extent> added,
            int firstCovered,
            int published,
            MapFacts map) {
        final ByteBuffer records = merge(covered, added);
        final int count = records.remaining() / RECORD_LENGTH;
        final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(IndexDescriptor.length(count)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC_OFFSET, MAGIC)
                .putInt(VERSION_OFFSET, VERSION)
                .putInt(COUNT_OFFSET, count)
                .putLong(MAP_LENGTH_OFFSET, map.mapLength())
                .putLong(STRUCTURE_LENGTH_OFFSET, map.structureLength())
                .putInt(STRUCTURE_CHECKSUM_OFFSET, map.structureChecksum())
                .putInt(USED_CHUNKS_OFFSET, Math.toIntExact(map.usedChunks()))
                .putInt(PUBLISHED_OFFSET, published)
                .putInt(FIRST_COVERED_OFFSET, firstCovered);
        final int recordsOffset = (int) IndexDescriptor.recordsOffset(count);
        bytes.put(recordsOffset, records, 0, records.remaining());
        putChecksums(bytes, recordsOffset);
        return bytes;
    }

    private static void putChecksums(ByteBuffer bytes, int recordsOffset) {
        int checksumOffset = HEADER_LENGTH;
        for (int from = recordsOffset; from < bytes.limit(); from += BLOCK_RECORDS * RECORD_LENGTH) {
            final int length = Math.min(BLOCK_RECORDS * RECORD_LENGTH, bytes.limit() - from);
            bytes.putInt(checksumOffset, Checksum.of(bytes, from, length));
            checksumOffset += BLOCK_CHECKSUM_LENGTH;
        }
        bytes.putInt(CHECKSUM_OFFSET, Checksum.of(bytes, VERSION_OFFSET, recordsOffset - VERSION_OFFSET));
    }

    private static ByteBuffer merge(List<IndexPart> covered, SortedMap<ContentHash, Extent> added) {
        final int most = covered.stream().mapToInt(IndexPart::count).reduce(added.size(), Math::addExact);
        final ByteBuffer records =
                ByteBuffer.allocate(Math.multiplyExact(RECORD_LENGTH, most)).order(ByteOrder.LITTLE_ENDIAN);
        final PriorityQueue<Run> runs = new PriorityQueue<>();
        covered.forEach(part -> new PartRun(part).advance(runs));
        new AddedRun(added).advance(runs);
        ContentHash last = null;
        while (!runs.isEmpty()) {
            final Run least = runs.remove();
            if (!least.hash.equals(last)) {
                least.copyRecord(records);
                last = least.hash;
            }
            least.advance(runs);
        }
        return records.flip();
    }

    /** Records in the order of their hashes, one of which is current. */
    private abstract static class Run implements Comparable<Run> {
        ContentHash hash;

        /** Returns the next hash, or null at the end. */
        abstract ContentHash next();

        abstract void copyRecord(ByteBuffer target);

        /** Goes to the next record, and back into the queue if there is one. */
        void advance(PriorityQueue<Run> runs) {
            hash = next();
            if (hash != null) {
                runs.add(this);
            }
        }

        @Override
        public int compareTo(Run other) {
            return hash.compareTo(other.hash);
        }
    }

    private static final class PartRun extends Run {
        private final IndexPart part;
        private int position = -1;

        PartRun(IndexPart part) {
            this.part = part;
        }

        @Override
        ContentHash next() {
            position++;
            return position < part.count() ? part.hash(position) : null;
        }

        @Override
        void copyRecord(ByteBuffer target) {
            part.copyRecord(position, target);
        }
    }

    private static final class AddedRun extends Run {
        private final Iterator<Map.Entry<ContentHash, Extent>> entries;
        private Extent extent;

        AddedRun(SortedMap<ContentHash, Extent> added) {
            this.entries = added.entrySet().iterator();
        }

        @Override
        ContentHash next() {
            if (!entries.hasNext()) {
                return null;
            }
            final Map.Entry<ContentHash, Extent> entry = entries.next();
            extent = entry.getValue();
            return entry.getKey();
        }

        @Override
        void copyRecord(ByteBuffer target) {
            target.put(hash.toBytes()).putLong(extent.offset()).putInt(extent.length());
        }
    }
}
