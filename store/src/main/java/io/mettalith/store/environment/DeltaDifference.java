package io.mettalith.store.environment;

import io.mettalith.store.segment.TreeCursor;

/** Writes how one frozen root differs from another, as a {@link Delta}. Used once, by one thread. */
final class DeltaDifference implements RootDiff.Handler {
    private static final long FIRST_STAMP = new SpaceState(SpaceId.MAIN, null).nextStamp;

    private final DeltaWriter writer = new DeltaWriter();
    private long baseNextStamp;

    private DeltaDifference() {}

    static Delta between(Root base, Root changed) {
        // First, since trees with hashes are compared by them.
        final EnvironmentSummary summary = EnvironmentSummary.of(base);
        final DeltaDifference difference = new DeltaDifference();
        RootDiff.between(base, changed, difference);
        return difference.writer.finish(summary.id());
    }

    @Override
    public void beginSpace(SpaceId space, SpaceState before, SpaceState after) {
        baseNextStamp = before == null ? FIRST_STAMP : before.nextStamp;
        writer.beginSpace(space, (after == null ? 0 : 1) - (before == null ? 0 : 1));
    }

    @Override
    public void endSpace() {
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
    public void redefinition(TreeCursor at, long stampBefore, long before, long after) {
        put(at, after - before, 1, at.stamp() - baseNextStamp);
    }

    private void put(TreeCursor at, long count, long moves, long moment) {
        writer.entry(at.key(), at.keyLength(), at.hasVariables(), count, moves, moment);
    }
}
