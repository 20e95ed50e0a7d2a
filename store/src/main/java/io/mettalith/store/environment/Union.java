package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds to a left side what a right side did since their common ancestor, by the rule of a {@link UnionMode}.
 *
 * <p>Removals and additions of facts are applied as the difference yields them. Definitions that are new on the right, and
 * those that have {@linkplain Moves moved} there, come after all of the left's, in the order they have on the right. Confined
 * to one thread.
 */
final class Union {
    private final Merger merger = new Merger();
    private final UnionMode mode;
    private final boolean keepsLeft;

    /**
     * Begins.
     *
     * @param keepsLeft whether the left's value stays of a cell that both changed, instead of the right's
     */
    Union(UnionMode mode, boolean keepsLeft) {
        this.mode = mode;
        this.keepsLeft = keepsLeft;
    }

    /** Applies the difference between {@code base} and {@code right} to {@code left}. */
    void apply(SegmentTree base, SegmentTree right, SpaceState left) {
        final Changes changes = new Changes(base, right, left);
        TreeDiff.between(base, right, changes);
        merger.define(changes.definitions(), left);
    }

    /** Applies what has no place at once, and keeps what has one. */
    private final class Changes implements TreeDiff.DiffHandler {
        private final SegmentTree base;
        private final SegmentTree right;
        private final SpaceState left;
        private final List<Merger.Definition> definitions = new ArrayList<>();
        /** Null until a definition has another stamp. */
        private Moves moves;

        Changes(SegmentTree base, SegmentTree right, SpaceState left) {
            this.base = base;
            this.right = right;
            this.left = left;
        }

        @Override
        public void difference(TreeCursor at, long before, long after) {
            final long here = left.tree.countOf(at.key(), at.keyLength());
            final long change = mode.change(before, here, after);
            if (change == 0) {
                return;
            }
            if (before == 0 && at.stamp() != 0) {
                place(at.stamp(), at.key(), at.keyLength(), at.hasVariables(), change, false);
            } else {
                merger.adjust(left, at.key(), at.keyLength(), at.hasVariables(), change);
            }
        }

        @Override
        public void redefinition(TreeCursor at, long stampBefore, long before, long after) {
            if (moves == null) {
                moves = Moves.between(base, right);
            }
            if (!moves.include(at.stamp()) && before != after) {
                difference(at, before, after);
            }
        }

        private void place(long stamp, byte[] key, int length, boolean variables, long change, boolean moved) {
            definitions.add(new Merger.Definition(stamp, Arrays.copyOf(key, length), variables, change, moved));
        }

        List<Merger.Definition> definitions() {
            if (moves != null) {
                moves.codes().forEach(this::placeMoved);
            }
            return definitions;
        }

        private void placeMoved(byte[] code) {
            final TreeCursor before = base.cursor();
            before.seek(code, code.length);
            before.advance();
            final TreeCursor at = right.cursor();
            at.seek(code, code.length);
            at.advance();
            final long here = left.tree.countOf(code, code.length);
            // One that has its old stamp by chance is a difference of copies, if any, and was added as such.
            final long change = before.stamp() == at.stamp() ? 0 : mode.change(before.count(), here, at.count());
            if (here > 0 || change > 0) {
                place(at.stamp(), code, code.length, at.hasVariables(), change, here > 0);
            }
        }
    }

    /**
     * Resolves cells that both sides changed: of the entries of one cell that of one side alone stays, once.
     *
     * @param registry the united registry
     */
    void resolveCells(SegmentTree base, SegmentTree right, SpaceState registry) {
        TreeDiff.between(base, right, (at, before, after) -> {
            if (after > before) {
                merger.settleCell(registry, Arrays.copyOf(at.key(), at.keyLength()), keepsLeft);
            }
        });
    }

    UnionReport report() {
        return merger.report();
    }
}
