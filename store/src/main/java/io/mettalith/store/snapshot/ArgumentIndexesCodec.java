package io.mettalith.store.snapshot;

import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.ATOMS_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.COUNT_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.ENTRIES_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.HEADER_LENGTH;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.HEIGHT_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.INDEX_LENGTH;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.MAGIC;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.POSITION_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.ROOT_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.SIZE_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.SNAPSHOT_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.SPACE_ID_HIGH_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.SPACE_ID_LOW_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.VARIABLE_ENTRIES_OFFSET;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.VERSION;
import static io.mettalith.store.snapshot.ArgumentIndexesDescriptor.VERSION_OFFSET;

import io.mettalith.store.disk.RecordReader;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreTooNewException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.IndexSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads what {@link ArgumentIndexesDescriptor} lays out. */
public final class ArgumentIndexesCodec {
    /** A pattern with one child has nothing behind its head that an index could be by. */
    private static final int MIN_SIZE = 2;

    private ArgumentIndexesCodec() {}

    /** Returns the record of all indexes of a snapshot, which has some. */
    static byte[] encode(EnvironmentSummary summary) {
        final int count = summary.spaces().stream()
                .mapToInt(space -> space.indexes().size())
                .sum();
        final byte[] record = new byte[Math.addExact(HEADER_LENGTH, Math.multiplyExact(count, INDEX_LENGTH))];
        final ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC_OFFSET, MAGIC)
                .putInt(VERSION_OFFSET, VERSION)
                .put(SNAPSHOT_OFFSET, summary.id().toBytes())
                .putInt(COUNT_OFFSET, count);
        int at = HEADER_LENGTH;
        for (final SpaceSummary space : summary.spaces()) {
            for (final IndexSummary index : space.indexes()) {
                put(space.id(), index, bytes, at);
                at += INDEX_LENGTH;
            }
        }
        return record;
    }

    private static void put(SpaceId space, IndexSummary index, ByteBuffer bytes, int at) {
        final TreeSummary tree = index.tree();
        bytes.putLong(at + SPACE_ID_HIGH_OFFSET, space.high())
                .putLong(at + SPACE_ID_LOW_OFFSET, space.low())
                .putInt(at + SIZE_OFFSET, index.key().size())
                .putInt(at + POSITION_OFFSET, index.key().position())
                .put(at + ROOT_OFFSET, tree.root().toBytes())
                .putInt(at + HEIGHT_OFFSET, tree.height())
                .putLong(at + ATOMS_OFFSET, tree.atoms())
                .putLong(at + ENTRIES_OFFSET, tree.entries())
                .putLong(at + VARIABLE_ENTRIES_OFFSET, tree.variableEntries());
    }

    /**
     * Returns a snapshot's summary with the indexes that a record says it has.
     *
     * @param hash of the record, for messages
     * @param contents summary of the snapshot, whose own indexes do not count
     * @throws StoreDamagedException if the bytes are no such record, or one of another snapshot
     * @throws StoreTooNewException if they have a later layout
     */
    public static EnvironmentSummary decode(byte[] record, ContentHash hash, EnvironmentSummary contents) {
        final RecordReader reader = new RecordReader("indexes", hash, record);
        reader.checkHeader(HEADER_LENGTH, MAGIC, VERSION);
        reader.checkCount("indexes", reader.intAt(COUNT_OFFSET), HEADER_LENGTH, INDEX_LENGTH);
        final ContentHash id = contents.id();
        final ContentHash of = reader.hashAt(SNAPSHOT_OFFSET);
        reader.check("snapshot", of.equals(id), id, of);
        final List<SpaceSummary> spaces = new ArrayList<>();
        int at = HEADER_LENGTH;
        for (final SpaceSummary space : contents.spaces()) {
            final List<IndexSummary> indexes = new ArrayList<>();
            while (at < reader.length()
                    && reader.spaceIdAt(at + SPACE_ID_HIGH_OFFSET).equals(space.id())) {
                final IndexSummary index = decode(reader, at, space.tree());
                checkOrder(reader, indexes, index.key());
                indexes.add(index);
                at += INDEX_LENGTH;
            }
            spaces.add(space.withIndexes(indexes));
        }
        if (at < reader.length()) {
            final SpaceId left = reader.spaceIdAt(at + SPACE_ID_HIGH_OFFSET);
            reader.check("space", false, "spaces of the snapshot, in its order", left);
        }
        return new EnvironmentSummary(spaces);
    }

    private static IndexSummary decode(RecordReader reader, int at, TreeSummary space) {
        final int size = reader.intAt(at + SIZE_OFFSET);
        final int position = reader.intAt(at + POSITION_OFFSET);
        reader.check("size", size >= MIN_SIZE, ">=" + MIN_SIZE, size);
        reader.check("position", position >= 1 && position < size, "1.." + (size - 1), position);
        final TreeSummary tree = reader.treeAt(at + ROOT_OFFSET);
        checkMost(reader, "atoms", tree.atoms(), space.atoms());
        checkMost(reader, "entries", tree.entries(), space.entries());
        checkMost(reader, "variableEntries", tree.variableEntries(), space.variableEntries());
        return new IndexSummary(new IndexKey(size, position), tree);
    }

    private static void checkMost(RecordReader reader, String field, long ofIndex, long ofSpace) {
        reader.check(field, ofIndex <= ofSpace, "0.." + ofSpace, ofIndex);
    }

    private static void checkOrder(RecordReader reader, List<IndexSummary> before, IndexKey key) {
        if (!before.isEmpty()) {
            final IndexKey last = before.get(before.size() - 1).key();
            reader.check("order", last.compareTo(key) < 0, ">" + last, key);
        }
    }
}
