package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.KeySorter;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeMerger;
import io.mettalith.store.segment.TreeWriter;

/**
 * Collects atoms for {@link Environment#addAll}, in any order and number.
 *
 * <p>Lifetime: their codes are kept off the heap, by a {@link KeySorter}, until {@link Environment#addAll} has used the
 * batch up or it is closed. A batch that is neither leaks nothing but is freed later.
 *
 * <p>Threading: not thread-safe.
 */
public final class AtomBatch implements AutoCloseable {
    /**
     * A tree of at most so many entries for each atom of the batch is built anew. That is more than twice as fast then;
     * with more entries it gains less, and loses what forks and snapshots share.
     */
    private static final int REBUILT_ENTRIES_PER_ATOM = 2;

    private final KeySorter codes = new KeySorter();
    private long definitions;

    /** Makes an empty batch. */
    public AtomBatch() {}

    /** Returns the number of atoms added. */
    public long size() {
        return codes.size();
    }

    /** Returns the number of definitions added: atoms whose place among the others matters. */
    long definitions() {
        return definitions;
    }

    /**
     * Adds the atom that the writer holds.
     *
     * @throws IllegalStateException if the writer does not hold one whole atom, or if the batch has been used up or closed
     */
    public void add(AtomWriter atom) {
        if (!atom.isComplete()) {
            throw new IllegalStateException("atom incomplete: lengthBytes=" + atom.length() + "; write all children");
        }
        final byte[] code = atom.array();
        final int length = atom.length();
        final long place = Vocabulary.isOrdered(code, length) ? definitions + 1 : 0;
        codes.add(code, length, !atom.ground(), place, 1);
        definitions += place == 0 ? 0 : 1;
    }

    /**
     * Adds all atoms to a tree, and uses the batch up. Where the tree does not hold many more, it is built anew, full and
     * bottom-up, in one walk along both; otherwise the atoms go in one by one, and segments they leave alone stay.
     *
     * @param nextStamp stamp of the batch's first definition, if it is new
     * @param generation what new segments are to belong to, the one of {@code writer}
     * @return the tree of both, which may be the same
     */
    SegmentTree addTo(SegmentTree tree, long nextStamp, Generation generation, TreeWriter writer) {
        if (size() * REBUILT_ENTRIES_PER_ATOM < tree.entries()) {
            codes.handOut((code, length, variables, place, count) ->
                    tree.adjust(code, length, variables, stamp(nextStamp, place), count, writer));
            return tree;
        }
        final TreeMerger merger = new TreeMerger(tree, generation);
        codes.handOut((code, length, variables, place, count) ->
                merger.add(code, length, variables, stamp(nextStamp, place), count));
        final SegmentTree merged = merger.build();
        tree.freeOwned(generation);
        return merged;
    }

    private static long stamp(long nextStamp, long place) {
        return place == 0 ? 0 : nextStamp + place - 1;
    }

    /** Frees the codes. Idempotent. */
    @Override
    public void close() {
        codes.close();
    }
}
