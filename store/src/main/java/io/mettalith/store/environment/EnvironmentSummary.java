package io.mettalith.store.environment;

import static io.mettalith.store.environment.SnapshotDescriptor.COUNT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.HEADER_LENGTH;
import static io.mettalith.store.environment.SnapshotDescriptor.MAGIC;
import static io.mettalith.store.environment.SnapshotDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ATOMS_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ENTRIES_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_HEIGHT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ID_HIGH_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ID_LOW_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_LENGTH;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_NEXT_STAMP_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ROOT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_VARIABLE_ENTRIES_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.VERSION;
import static io.mettalith.store.environment.SnapshotDescriptor.VERSION_OFFSET;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSink;
import io.mettalith.store.segment.TreeSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How a sealed environment is found again.
 *
 * @param spaces its spaces: the main space first, the others by name, the registry of states and tokens among them
 */
public record EnvironmentSummary(List<SpaceSummary> spaces) {
    public EnvironmentSummary {
        spaces = List.copyOf(spaces);
    }

    /**
     * One space.
     *
     * @param id its name
     * @param tree how its atoms are found
     * @param nextStamp stamp of the next definition
     * @param indexes of it, by key; no two have the same
     */
    public record SpaceSummary(SpaceId id, TreeSummary tree, long nextStamp, List<IndexSummary> indexes) {
        public SpaceSummary {
            indexes = indexes.stream()
                    .sorted(Comparator.comparing(IndexSummary::key))
                    .toList();
        }

        /** Summarizes a space without indexes. */
        public SpaceSummary(SpaceId id, TreeSummary tree, long nextStamp) {
            this(id, tree, nextStamp, List.of());
        }

        /** Returns this summary with other indexes. */
        public SpaceSummary withIndexes(List<IndexSummary> others) {
            return new SpaceSummary(id, tree, nextStamp, others);
        }

        private SpaceSummary withIndexesOf(SpaceSummary other) {
            final Map<IndexKey, IndexSummary> all = new HashMap<>();
            indexes.forEach(index -> all.put(index.key(), index));
            other.indexes.forEach(index -> all.put(index.key(), index));
            return withIndexes(List.copyOf(all.values()));
        }
    }

    /**
     * One index of a space. It is no part of what the space holds: neither {@link #toBytes()} nor {@link #id()} knows it.
     *
     * @param key which index it is
     * @param tree how its entries are found
     */
    public record IndexSummary(IndexKey key, TreeSummary tree) {}

    /** Returns how a frozen root would be found again if it were sealed, indexes apart. */
    static EnvironmentSummary of(Root root) {
        return new EnvironmentSummary(statesOf(root).map(SpaceState::summary).toList());
    }

    /** Seals what {@code sink} does not have of a frozen root in normal form, and returns how to find it again. */
    static EnvironmentSummary withIndexes(Root root, SegmentSink sink) {
        return new EnvironmentSummary(statesOf(root)
                .map(state ->
                        new SpaceSummary(state.id, state.tree.seal(sink), state.nextStamp, sealIndexes(state, sink)))
                .toList());
    }

    private static Stream<SpaceState> statesOf(Root root) {
        return Stream.concat(
                Stream.of(root.main()),
                root.others().values().stream().sorted(Comparator.comparing(state -> state.id)));
    }

    private static List<IndexSummary> sealIndexes(SpaceState state, SegmentSink sink) {
        return state.indexes().stream()
                .map(index -> new IndexSummary(
                        new IndexKey(index.size, index.position), index.tree().seal(sink)))
                .toList();
    }

    /** Reports whether any space has an index. */
    public boolean hasIndexes() {
        return spaces.stream().anyMatch(space -> !space.indexes().isEmpty());
    }

    /** Returns this summary with what indexes another one of the same contents has; what both have is taken from there. */
    public EnvironmentSummary withIndexesOf(EnvironmentSummary other) {
        final List<SpaceSummary> all = new ArrayList<>();
        for (int i = 0; i < spaces.size(); i++) {
            all.add(spaces.get(i).withIndexesOf(other.spaces.get(i)));
        }
        return new EnvironmentSummary(all);
    }

    /** Returns the number of atoms in all spaces, copies counted; states and tokens are none. */
    public long atoms() {
        return atoms(space -> !space.isRegistry());
    }

    /** Returns the number of atoms in the main space, copies counted. */
    public long mainAtoms() {
        return atoms(SpaceId.MAIN::equals);
    }

    private long atoms(Predicate<SpaceId> of) {
        return spaces.stream()
                .filter(space -> of.test(space.id()))
                .mapToLong(space -> space.tree().atoms())
                .sum();
    }

    /** Returns the id of the environment, and of every snapshot of it: the hash of {@link #toBytes()}. */
    public ContentHash id() {
        final byte[] bytes = toBytes();
        return ContentHash.of(bytes, 0, bytes.length);
    }

    /** Returns the snapshot's record, as {@link SnapshotDescriptor} lays it out. Indexes are not in it. */
    public byte[] toBytes() {
        final int count = spaces.size();
        final byte[] record = new byte[Math.addExact(HEADER_LENGTH, Math.multiplyExact(count, SPACE_LENGTH))];
        final ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC_OFFSET, MAGIC).putInt(VERSION_OFFSET, VERSION).putInt(COUNT_OFFSET, count);
        int at = HEADER_LENGTH;
        for (final SpaceSummary space : spaces) {
            put(space, bytes, at);
            at += SPACE_LENGTH;
        }
        return record;
    }

    private static void put(SpaceSummary space, ByteBuffer bytes, int at) {
        final TreeSummary tree = space.tree();
        bytes.putLong(at + SPACE_ID_HIGH_OFFSET, space.id().high())
                .putLong(at + SPACE_ID_LOW_OFFSET, space.id().low())
                .put(at + SPACE_ROOT_OFFSET, tree.root().toBytes())
                .putInt(at + SPACE_HEIGHT_OFFSET, tree.height())
                .putLong(at + SPACE_ATOMS_OFFSET, tree.atoms())
                .putLong(at + SPACE_ENTRIES_OFFSET, tree.entries())
                .putLong(at + SPACE_VARIABLE_ENTRIES_OFFSET, tree.variableEntries())
                .putLong(at + SPACE_NEXT_STAMP_OFFSET, space.nextStamp());
    }
}
