package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeDiff;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds how one frozen root differs from another: one space after another in the order of their ids, the registry too. */
final class RootDiff {
    private static final SegmentTree NOTHING = new SegmentTree();

    private RootDiff() {}

    /** Takes the differences between the trees of one space after another. */
    interface Handler extends TreeDiff.DiffHandler {
        /**
         * Called before the differences of a space, be there any or not.
         *
         * @param from null if only the second root has the space
         * @param to null if only the first one has it
         */
        void beginSpace(SpaceId space, SpaceState from, SpaceState to);

        void endSpace();
    }

    static void between(Root from, Root to, Handler handler) {
        final SortedSet<SpaceId> spaces = new TreeSet<>(from.others().keySet());
        spaces.addAll(to.others().keySet());
        spaces.add(SpaceId.MAIN);
        for (final SpaceId space : spaces) {
            final SpaceState before = from.space(space);
            final SpaceState after = to.space(space);
            handler.beginSpace(space, before, after);
            TreeDiff.between(treeOf(before), treeOf(after), handler);
            handler.endSpace();
        }
    }

    private static SegmentTree treeOf(SpaceState state) {
        return state == null ? NOTHING : state.tree;
    }
}
