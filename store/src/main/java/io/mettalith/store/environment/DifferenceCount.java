package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Difference.SpaceDifference;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.List;

/** Counts the differences between two roots, and shows them to a visitor if there is one. Used once, by one thread. */
final class DifferenceCount implements RootDiff.Handler {
    private final Difference.Visitor visitor;
    private final List<SpaceDifference> spaces = new ArrayList<>();
    private SpaceId space;
    private int existence;
    private long added;
    private long removed;
    private long copiesAdded;
    private long copiesRemoved;
    private long definitionsAdded;
    private long definitionsRemoved;
    private SpaceState before;
    private SpaceState after;
    /** Null until a definition has another stamp. */
    private Moves moves;

    /**
     * Begins at nothing.
     *
     * @param visitor null if the numbers are all that is asked for
     */
    DifferenceCount(Difference.Visitor visitor) {
        this.visitor = visitor;
    }

    List<SpaceDifference> spaces() {
        return spaces;
    }

    @Override
    public void beginSpace(SpaceId id, SpaceState from, SpaceState to) {
        space = id;
        existence = (to == null ? 0 : 1) - (from == null ? 0 : 1);
        added = 0;
        removed = 0;
        copiesAdded = 0;
        copiesRemoved = 0;
        definitionsAdded = 0;
        definitionsRemoved = 0;
        before = from;
        after = to;
        moves = null;
        if (existence != 0 && visitor != null) {
            visitor.space(space, existence);
        }
    }

    @Override
    public void endSpace() {
        final SpaceDifference difference = new SpaceDifference(
                space,
                existence,
                added,
                removed,
                copiesAdded,
                copiesRemoved,
                definitionsAdded,
                definitionsRemoved,
                moves == null ? 0 : moves.count());
        if (!difference.isEmpty()) {
            spaces.add(difference);
        }
    }

    @Override
    public void difference(TreeCursor at, long countBefore, long countAfter) {
        if (countAfter > countBefore) {
            added++;
            copiesAdded += countAfter - countBefore;
            definitionsAdded += countBefore == 0 && at.stamp() != 0 ? 1 : 0;
        } else {
            removed++;
            copiesRemoved += countBefore - countAfter;
            definitionsRemoved += countAfter == 0 && at.stamp() != 0 ? 1 : 0;
        }
        if (visitor != null) {
            visitor.atom(space, AtomCode.copyOf(at.key(), 0, at.keyLength()), countBefore, countAfter);
        }
    }

    @Override
    public void redefinition(TreeCursor at, long stampBefore, long countBefore, long countAfter) {
        if (moves == null) {
            moves = Moves.between(before.tree, after.tree);
        }
        if (countBefore != countAfter) {
            difference(at, countBefore, countAfter);
        }
    }
}
