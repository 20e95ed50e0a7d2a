package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeDiff;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Writes how one frozen root differs from another, as a {@link Delta}. Used once, by one thread. */
final class DeltaDifference implements RootDiff.Handler {
    private static final long FIRST_STAMP = new SpaceState(SpaceId.MAIN, null).nextStamp;

    private final DeltaWriter writer = new DeltaWriter();
    private SegmentTree changed;
    private long baseNextStamp;
    /** Codes of the definitions that have moved and are not written yet, in their order. */
    private final Deque<byte[]> moved = new ArrayDeque<>();

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
        moved.clear();
        if (baseNextStamp > FIRST_STAMP && after != null) {
            changed = after.tree;
            if (hasOtherStamps(before.tree, after.tree)) {
                moved.addAll(Moves.between(before.tree, after.tree).codes());
            }
        }
    }

    private static boolean hasOtherStamps(SegmentTree before, SegmentTree after) {
        final boolean[] found = {false};
        TreeDiff.between(before, after, new TreeDiff.DiffHandler() {
            @Override
            public void difference(TreeCursor at, long fromCount, long toCount) {
                // has come, or gone, or has other copies at its old place
            }

            @Override
            public void redefinition(TreeCursor at, long fromStamp, long fromCount, long toCount) {
                found[0] = true;
            }
        });
        return found[0];
    }

    @Override
    public void endSpace() {
        while (!moved.isEmpty()) {
            putMoved(moved.pop());
        }
        writer.endSpace();
    }

    @Override
    public void difference(TreeCursor at, long before, long after) {
        if (!isMoved(at)) {
            final long count = after - before;
            // Where it only has other copies it keeps its place; it has one to give where it comes or goes.
            final boolean placed = at.stamp() != 0 && (before == 0 || after == 0);
            put(at, count, 0, placed ? count * (at.stamp() - baseNextStamp) : 0);
        } else {
            put(at, after - before, 1, at.stamp() - baseNextStamp);
        }
    }

    @Override
    public void redefinition(TreeCursor at, long stampBefore, long before, long after) {
        if (isMoved(at)) {
            put(at, after - before, 1, at.stamp() - baseNextStamp);
        } else if (before != after) {
            put(at, after - before, 0, 0);
        }
    }

    /** Writes what has moved and comes before an atom; reports whether the atom itself has moved. */
    private boolean isMoved(TreeCursor at) {
        while (!moved.isEmpty()) {
            final byte[] next = moved.peek();
            final int order = Arrays.compareUnsigned(next, 0, next.length, at.key(), 0, at.keyLength());
            if (order > 0) {
                return false;
            }
            moved.pop();
            if (order == 0) {
                return true;
            }
            putMoved(next);
        }
        return false;
    }

    /** Writes a definition that has moved to a place of the same number, with as many copies. */
    private void putMoved(byte[] code) {
        final TreeCursor at = changed.cursor();
        at.seek(code, code.length);
        at.advance();
        put(at, 0, 1, at.stamp() - baseNextStamp);
    }

    private void put(TreeCursor at, long count, long moves, long moment) {
        writer.entry(at.key(), at.keyLength(), at.hasVariables(), count, moves, moment);
    }
}
