package io.mettalith.store.segment;

import java.util.Arrays;

/**
 * Finds how one tree differs from another, in key order. What both share, the same node or the same hash, is skipped
 * whole and not loaded, so that the cost follows the difference and not the size.
 */
public final class TreeDiff {
    private final TreeCursor left;
    private final TreeCursor right;
    private final DiffHandler handler;
    private boolean leftHas;
    private boolean rightHas;

    private TreeDiff(TreeCursor left, TreeCursor right, DiffHandler handler) {
        this.left = left;
        this.right = right;
        this.handler = handler;
    }

    /** Calls {@code handler} for every atom whose count or stamp in {@code to} is not that in {@code from}. */
    public static void between(SegmentTree from, SegmentTree to, DiffHandler handler) {
        if (!from.isSameAs(to)) {
            new TreeDiff(from.cursor(), to.cursor(), handler).run();
        }
    }

    /** Takes the differences one by one. */
    public interface DiffHandler {
        /**
         * @param at stands on the atom, in the tree that has it, the later one where both do; not to be moved
         * @param fromCount copies in the first tree
         * @param toCount copies in the second tree
         */
        void difference(TreeCursor at, long fromCount, long toCount);

        /**
         * As {@link #difference}, called in its place for an atom that both trees have with different stamps: it was taken
         * out and defined again in between. The counts may be equal. A handler that does not care for places need not
         * implement this.
         */
        default void redefinition(TreeCursor at, long fromCount, long toCount) {
            if (fromCount != toCount) {
                difference(at, fromCount, toCount);
            }
        }
    }

    private void run() {
        leftHas = left.start();
        rightHas = right.start();
        align();
        while (leftHas || rightHas) {
            final int order = !leftHas ? 1 : !rightHas ? -1 : compareKeys();
            if (order < 0) {
                handler.difference(left, left.count(), 0);
                advanceLeft();
            } else if (order > 0) {
                handler.difference(right, 0, right.count());
                advanceRight();
            } else {
                compareEntries();
                advanceBoth();
            }
        }
    }

    private void compareEntries() {
        if (left.stamp() != right.stamp()) {
            handler.redefinition(right, left.count(), right.count());
        } else if (left.count() != right.count()) {
            handler.difference(right, left.count(), right.count());
        }
    }

    /** Skips what begins here on both sides and is the same, then goes onto the next entry on both. */
    private void align() {
        while (leftHas && rightHas && left.isAtNodeStart() && right.isAtNodeStart()) {
            if (!skipCommonNode() && !descend()) {
                break;
            }
        }
        leftHas = leftHas && settle(left);
        rightHas = rightHas && settle(right);
    }

    /** Enters the higher of the two nodes that differ here, both if they are as high; returns false where both are entered. */
    private boolean descend() {
        final int leftHeight = left.heightAhead();
        final int rightHeight = right.heightAhead();
        if (leftHeight >= 0 && leftHeight >= rightHeight) {
            left.descend();
        }
        if (rightHeight >= 0 && rightHeight >= leftHeight) {
            right.descend();
        }
        return leftHeight >= 0 || rightHeight >= 0;
    }

    private boolean skipCommonNode() {
        final int leftNodes = left.nodesStartingHere();
        final int rightNodes = right.nodesStartingHere();
        for (int l = leftNodes - 1; l >= 0; l--) {
            for (int r = rightNodes - 1; r >= 0; r--) {
                if (left.nodeStartingHere(l).isSameAs(right.nodeStartingHere(r))) {
                    leftHas = left.skipNode(l);
                    rightHas = right.skipNode(r);
                    return true;
                }
            }
        }
        return false;
    }

    /** Goes onto the first entry where the cursor stands before a node. */
    private static boolean settle(TreeCursor cursor) {
        while (cursor.heightAhead() >= 0) {
            cursor.descend();
        }
        return !cursor.isAtNodeStart() || cursor.stepWithinSegment();
    }

    private void advanceLeft() {
        leftHas = left.stepWithinSegment() || left.skipSegment();
        leftHas = leftHas && settle(left);
    }

    private void advanceRight() {
        rightHas = right.stepWithinSegment() || right.skipSegment();
        rightHas = rightHas && settle(right);
    }

    private void advanceBoth() {
        leftHas = left.stepWithinSegment() || left.skipSegment();
        rightHas = right.stepWithinSegment() || right.skipSegment();
        align();
    }

    private int compareKeys() {
        return Arrays.compareUnsigned(left.key(), 0, left.keyLength(), right.key(), 0, right.keyLength());
    }
}
