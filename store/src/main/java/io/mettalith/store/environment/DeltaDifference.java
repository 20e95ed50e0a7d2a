package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeDiff;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes how one frozen root differs from another, as a {@link Delta}. Used once, by one thread. */
final class DeltaDifference implements TreeDiff.DiffHandler {
    private static final SpaceState NOTHING = new SpaceState(SpaceId.MAIN, null);

    private final DeltaWriter writer = new DeltaWriter();
    private long baseNextStamp;

    private DeltaDifference() {}

    static Delta between(Root base, Root changed) {
        // First, since trees with hashes are compared by them.
        final EnvironmentSummary summary = EnvironmentSummary.of(base);
        final DeltaDifference difference = new DeltaDifference();
        final SortedSet<SpaceId> spaces = new TreeSet<>(base.others().keySet());
        spaces.addAll(changed.others().keySet());
        spaces.add(SpaceId.MAIN);
        for (final SpaceId space : spaces) {
            difference.write(space, base.space(space), changed.space(space));
        }
        return difference.writer.finish(summary.id());
    }

    private void write(SpaceId space, SpaceState before, SpaceState after) {
        final SpaceState from = before == null ? NOTHING : before;
        final SegmentTree to = after == null ? NOTHING.tree : after.tree;
        baseNextStamp = from.nextStamp;
        writer.beginSpace(space, (after == null ? 0 : 1) - (before == null ? 0 : 1));
        TreeDiff.between(from.tree, to, this);
        writer.endSpace();
    }

    @Override
    public void difference(TreeCursor at, long before, long after) {
        final long count = after - before;
        // Where it only has other copies it keeps its place; it has one to give where it comes or goes.
        final boolean placed = at.stamp() != 0 && (before == 0 || after == 0);
        put(at, count, 0, placed ? count * (at.stamp() - baseNextStamp) : 0);
    }

    @Override
    public void redefinition(TreeCursor at, long before, long after) {
        put(at, after - before, 1, at.stamp() - baseNextStamp);
    }

    private void put(TreeCursor at, long count, long moves, long moment) {
        writer.entry(at.key(), at.keyLength(), at.hasVariables(), count, moves, moment);
    }
}
