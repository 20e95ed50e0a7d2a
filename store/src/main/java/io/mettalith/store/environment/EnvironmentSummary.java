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
import java.util.List;

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
     */
    public record SpaceSummary(SpaceId id, TreeSummary tree, long nextStamp) {}

    /** Seals what {@code sink} does not have of a frozen root, and returns how to find it again. */
    static EnvironmentSummary of(Root root, SegmentSink sink) {
        final List<SpaceSummary> spaces = new ArrayList<>();
        spaces.add(of(root.main(), sink));
        root.others().values().stream()
                .sorted(Comparator.comparing(state -> state.id))
                .forEach(state -> spaces.add(of(state, sink)));
        return new EnvironmentSummary(spaces);
    }

    private static SpaceSummary of(SpaceState state, SegmentSink sink) {
        return new SpaceSummary(state.id, state.tree.seal(sink), state.nextStamp);
    }

    /** Returns the number of atoms in the main space, copies counted. */
    public long atoms() {
        return spaces.stream()
                .filter(space -> space.id().equals(SpaceId.MAIN))
                .mapToLong(space -> space.tree().atoms())
                .sum();
    }

    /** Returns the id of the environment, and of every snapshot of it: the hash of {@link #toBytes()}. */
    public ContentHash id() {
        final byte[] bytes = toBytes();
        return ContentHash.of(bytes, 0, bytes.length);
    }

    /** Returns the snapshot's record, as {@link SnapshotDescriptor} lays it out. */
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
