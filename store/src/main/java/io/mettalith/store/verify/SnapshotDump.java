package io.mettalith.store.verify;

import io.mettalith.store.atom.AtomPrinter;
import io.mettalith.store.disk.SegmentListing;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StoreFile;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.environment.EnvironmentSummary.IndexSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.history.AmbiguousSnapshotException;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentBounds;
import io.mettalith.store.segment.SegmentHeader;
import io.mettalith.store.segment.SegmentReader;
import io.mettalith.store.segment.TreeSummary;
import io.mettalith.store.snapshot.ArgumentIndexesDescriptor;
import io.mettalith.store.snapshot.SegmentStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The raw structure of a snapshot as it is stored: which values it consists of, and where each is. Every value is verified
 * before it is shown.
 *
 * <p>Threading: belongs to one thread. Lifetime: keeps the map files mapped.
 */
public final class SnapshotDump {
    private final ValueTable table = new ValueTable();
    private final ValueCheck values;
    private final ValueFacts facts;
    private final LoggedEntry logged;
    private final List<Tree> trees = new ArrayList<>();

    /**
     * One tree.
     *
     * @param name of its space and, for an index, which one it is
     * @param summary what the record says of it
     */
    public record Tree(String name, TreeSummary summary) {}

    private SnapshotDump(Path directory, String snapshot) {
        final StorePaths paths = new StorePaths(directory);
        SegmentListing.of(paths).parts().forEach(new GenerationCheck(paths, table)::check);
        table.build();
        facts = new ValueFacts(table.size());
        values = new ValueCheck(table, facts);
        logged = LoggedEntry.named(snapshot, RefLogCheck.checkAll(paths), paths).get(0);
    }

    /**
     * Finds a snapshot in the store in a directory.
     *
     * @param snapshot a ref's name, a snapshot's id, or a prefix of at least four digits that only one id has
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreDamagedException if a record is not as it was stored
     * @throws StoreException if the directory is no store that this release reads, or the file system fails
     */
    public static SnapshotDump of(Path directory, String snapshot) {
        StoreFile.check(new StorePaths(directory));
        final SnapshotDump dump = new SnapshotDump(directory, snapshot);
        try (SegmentStore store = SegmentStore.open(directory)) {
            store.snapshot(snapshot).spaces().forEach(dump::addTrees);
        }
        return dump;
    }

    private void addTrees(SpaceSummary space) {
        trees.add(new Tree(space.id().toString(), space.tree()));
        for (final IndexSummary index : space.indexes()) {
            final String name =
                    space.id() + " " + index.key().size() + "/" + index.key().position();
            trees.add(new Tree(name, index.tree()));
        }
    }

    /** Returns the record of the snapshot and, if there is one, that of its indexes. */
    public List<DumpedNode> records() {
        final List<DumpedNode> records = new ArrayList<>();
        records.add(record(DumpedNode.Kind.SNAPSHOT, logged.entry().snapshot(), SnapshotDescriptor.COUNT_OFFSET));
        final Optional<ContentHash> indexes = logged.entry().indexes();
        indexes.ifPresent(
                hash -> records.add(record(DumpedNode.Kind.INDEXES, hash, ArgumentIndexesDescriptor.COUNT_OFFSET)));
        return records;
    }

    private DumpedNode record(DumpedNode.Kind kind, ContentHash hash, int countOffset) {
        final int ordinal = intact(hash);
        final int count =
                ByteBuffer.wrap(bytes(hash)).order(ByteOrder.LITTLE_ENDIAN).getInt(countOffset);
        return node(kind, 0, ordinal, count, "");
    }

    /** Returns the trees of all spaces, and those of the indexes of each behind its own. */
    public List<Tree> trees() {
        return List.copyOf(trees);
    }

    /**
     * Hands out the nodes of a tree from its root down, in key order.
     *
     * @throws StoreDamagedException if a node is missing or not as it was stored
     */
    public void forEachNode(Tree tree, Consumer<DumpedNode> consumer) {
        if (tree.summary().entries() > 0) {
            visit(tree.summary().root(), tree.summary().height(), 0, consumer);
        }
    }

    private void visit(ContentHash hash, int height, int level, Consumer<DumpedNode> consumer) {
        final int ordinal = intact(hash);
        final int count = SegmentHeader.of(table.address(ordinal)).count();
        if (height == 0) {
            final byte[] first = SegmentBounds.firstKey(table.address(ordinal));
            consumer.accept(node(DumpedNode.Kind.SEGMENT, level, ordinal, count, text(first, first.length)));
            return;
        }
        final DirectoryReader reader = new DirectoryReader().wrap(table.address(ordinal), table.length(ordinal));
        boolean first = true;
        while (reader.advance()) {
            if (first) {
                final byte[] key = reader.firstKey();
                consumer.accept(node(DumpedNode.Kind.DIRECTORY, level, ordinal, count, text(key, key.length)));
                first = false;
            }
            visit(reader.hash(), height - 1, level + 1, consumer);
        }
    }

    private DumpedNode node(DumpedNode.Kind kind, int level, int ordinal, int count, String firstKey) {
        return new DumpedNode(
                kind,
                level,
                table.hash(ordinal),
                table.generation(ordinal),
                table.offset(ordinal),
                table.length(ordinal),
                count,
                firstKey);
    }

    private static String text(byte[] key, int length) {
        final StringBuilder text = new StringBuilder();
        AtomPrinter.append(text, new UnsafeBuffer(key), 0, length);
        return text.toString();
    }

    private int intact(ContentHash hash) {
        final int ordinal = table.find(hash);
        if (ordinal == ValueTable.ABSENT) {
            throw new StoreDamagedException("the store lacks bytes that it refers to: hash=" + hash
                    + "; mettalith verify tells what is damaged");
        }
        values.check(ordinal);
        if (facts.damage(ordinal) != null) {
            throw new StoreDamagedException(facts.damage(ordinal) + "; restore this file from a copy");
        }
        return ordinal;
    }

    /**
     * Returns a segment of this snapshot with its entries.
     *
     * @param id the segment's id, or the beginning of it
     * @throws IllegalArgumentException if no segment of the snapshot, or more than one, has such an id
     * @throws StoreDamagedException if a node is missing or not as it was stored
     */
    public DumpedSegment segment(String id) {
        final DumpedNode node = find(id);
        final int ordinal = table.find(node.id());
        final SegmentReader reader = new SegmentReader().wrap(table.address(ordinal), table.length(ordinal));
        final List<DumpedSegment.Entry> entries = new ArrayList<>();
        while (reader.advance()) {
            entries.add(new DumpedSegment.Entry(
                    reader.offset(),
                    reader.shared(),
                    reader.keyLength(),
                    reader.count(),
                    reader.hasVariables(),
                    reader.stamp(),
                    text(reader.key(), reader.keyLength())));
        }
        return new DumpedSegment(node, SegmentHeader.of(table.address(ordinal)), entries);
    }

    private DumpedNode find(String id) {
        final List<DumpedNode> found = new ArrayList<>();
        for (final Tree tree : trees) {
            forEachNode(tree, node -> {
                if (node.kind() == DumpedNode.Kind.SEGMENT && node.id().toHex().startsWith(id)) {
                    found.add(node);
                }
            });
        }
        if (found.stream().map(DumpedNode::id).distinct().count() != 1) {
            throw new IllegalArgumentException("one segment of the snapshot has such an id: id=" + id + ", found="
                    + found.size() + "; take an id of dump without --segment");
        }
        return found.get(0);
    }

    /**
     * Returns the bytes of a record, a directory or a segment.
     *
     * @throws StoreDamagedException if they are missing or not as they were stored
     */
    public byte[] bytes(ContentHash id) {
        final int ordinal = intact(id);
        final byte[] bytes = new byte[table.length(ordinal)];
        table.read(ordinal, bytes);
        return bytes;
    }
}
