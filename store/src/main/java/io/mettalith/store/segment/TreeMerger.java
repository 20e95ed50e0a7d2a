package io.mettalith.store.segment;

import java.util.Arrays;

/**
 * Builds a tree of what another holds and of ascending keys besides, in one walk along both. Not thread-safe.
 *
 * <p>All segments are built anew, so that nothing is shared with the old tree. For keys that are few beside it
 * {@link SegmentTree#adjust} is cheaper and keeps what they leave alone.
 *
 * <p>Cost: linear in both.
 */
public final class TreeMerger {
    private final TreeBuilder builder;
    private final TreeCursor old;
    private boolean oldLeft;

    /** Makes a merger of a tree, which is not changed meanwhile, for a tree whose segments {@code generation} will own. */
    public TreeMerger(SegmentTree tree, Generation generation) {
        builder = new TreeBuilder(generation);
        old = tree.cursor();
        oldLeft = old.advance();
    }

    /**
     * Adds copies of an atom whose code is greater than those of all added before; see {@link SegmentTree#adjust} for
     * the parameters. An atom that the old tree has keeps the stamp it has there.
     */
    public void add(byte[] key, int length, boolean variables, long stamp, long count) {
        int order = compareOld(key, length);
        while (order < 0) {
            takeOld(0);
            order = compareOld(key, length);
        }
        if (order == 0) {
            takeOld(count);
        } else {
            builder.add(key, length, variables, stamp, count);
        }
    }

    /** Compares the old tree's next atom with a key; none is greater than any. */
    private int compareOld(byte[] key, int length) {
        return oldLeft ? Arrays.compareUnsigned(old.key(), 0, old.keyLength(), key, 0, length) : 1;
    }

    private void takeOld(long added) {
        builder.add(old.key(), old.keyLength(), old.hasVariables(), old.stamp(), old.count() + added);
        oldLeft = old.advance();
    }

    /** Returns the tree of both. The merger is not used afterwards. */
    public SegmentTree build() {
        while (oldLeft) {
            takeOld(0);
        }
        old.close();
        return builder.build();
    }
}
