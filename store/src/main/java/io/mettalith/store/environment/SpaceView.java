package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.TreeDiff;

/**
 * A space as it was at one moment: what a join of several patterns reads, whatever is written meanwhile.
 *
 * <p>Queries here take no latch, and their cursors can be used again for the next pattern. Indexes are built on demand as
 * {@link Environment#match(SpaceId, AtomCode)} does, for the environment and for this view.
 *
 * <p>Lifetime: must be closed, after its cursors and before its environment; until then the writer copies what it would
 * have written in place. Idempotent.
 *
 * <p>Threading: one thread at a time, any thread.
 */
public final class SpaceView implements AutoCloseable {
    private final EnvironmentReader environment;
    private final SpaceState state;
    private final Generation pinned;
    private boolean closed;

    SpaceView(EnvironmentReader environment, SpaceState state, Generation pinned) {
        this.environment = environment;
        this.state = state;
        this.pinned = pinned;
    }

    /** Returns the number of distinct atoms. */
    public long entries() {
        return state.tree.entries();
    }

    /**
     * Opens a cursor over the atoms that answer a pattern.
     *
     * @param used a closed cursor of this view, to be opened again instead of making one, or null
     */
    public Cursor match(AtomCode pattern, Cursor used) {
        checkOpen();
        QueryPlan plan = QueryPlan.of(state, pattern);
        if (plan.isIndexDue(state)) {
            environment.buildIndexFor(state, plan.size(), plan.wantedIndex());
            plan = QueryPlan.of(state, pattern);
        }
        if (used == null) {
            return new Cursor(environment, state, plan, pattern, null);
        }
        used.reopen(plan, pattern);
        return used;
    }

    /** As {@link Environment#countGround}, for this view. */
    public long countGround(AtomWriter atom) {
        checkOpen();
        return state.countGround(atom.array(), atom.length());
    }

    /** Returns about how many atoms would be read to answer a pattern: what a join orders its goals by. O(log n). */
    public long estimate(AtomCode pattern) {
        checkOpen();
        return QueryPlan.of(state, pattern).expected();
    }

    /** Reports whether there is an index as {@link Environment#buildIndex} would build it. */
    public boolean hasIndex(int size, int position) {
        return state.index(size, position) != null;
    }

    /** Takes the differences between two spaces one by one. */
    @FunctionalInterface
    public interface DifferenceVisitor {
        /**
         * An atom of which the spaces have different numbers of copies.
         *
         * @param count how many copies more the second has, negative for fewer
         */
        void atom(AtomCode atom, long count);
    }

    /**
     * Shows what another space has more and fewer of than this one, in the order of the atoms' codes. Takes time
     * proportional to the difference where one was forked off the other, or both off a third.
     */
    public void compare(SpaceView other, DifferenceVisitor visitor) {
        checkOpen();
        other.checkOpen();
        TreeDiff.between(
                state.tree,
                other.state.tree,
                (at, here, there) -> visitor.atom(AtomCode.copyOf(at.key(), 0, at.keyLength()), there - here));
    }

    private void checkOpen() {
        if (closed || environment.isClosed()) {
            throw new IllegalStateException("view used after close: space=" + state.id + ", view=" + closed
                    + ", environment=" + environment.isClosed() + "; close views before their environment");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (pinned != null) {
                pinned.unpin();
            }
        }
    }
}
