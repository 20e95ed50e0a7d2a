package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.atom.JvmFlags;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.KeySorter;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeMerger;

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

    {
        JvmFlags.check(); // before the buffers
    }

    private final KeySorter codes = new KeySorter();
    private long definitions;

    /** Makes an empty batch. */
    public AtomBatch() {}

    /** Returns the number of atoms added; several copies that were added at once are one. */
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
        add(atom, 1);
    }

    /**
     * Adds several copies of the atom that the writer holds, which take one place among the definitions.
     *
     * @param copies at least 1
     * @throws IllegalStateException if the writer does not hold one whole atom, or if the batch has been used up or closed
     * @throws IllegalArgumentException if there is no copy
     */
    public void add(AtomWriter atom, long copies) {
        if (!atom.isComplete()) {
            throw new IllegalStateException("atom incomplete: lengthBytes=" + atom.length() + "; write all children");
        }
        final byte[] code = atom.array();
        final int length = atom.length();
        final long place = Vocabulary.isOrdered(code, length) ? definitions + 1 : 0;
        codes.add(code, length, !atom.ground(), place, copies);
        definitions += place == 0 ? 0 : 1;
    }

    /** Reports whether a space with that many atoms is better built anew with this batch than edited atom by atom. */
    boolean isLargeBeside(long entries) {
        return size() * REBUILT_ENTRIES_PER_ATOM >= entries;
    }

    /** Hands out the atoms with the stamps that they get if the next one is {@code nextStamp}, and uses the batch up. */
    void handOut(long nextStamp, KeySorter.Handler handler) {
        codes.handOut((code, length, variables, place, count) ->
                handler.key(code, length, variables, stamp(nextStamp, place), count));
    }

    /** Returns the tree of a space's atoms and these, and uses the batch up. The space's tree stays as it is. */
    SegmentTree mergedWith(SegmentTree tree, long nextStamp, Generation generation) {
        final TreeMerger merger = new TreeMerger(tree, generation);
        handOut(nextStamp, merger::add);
        return merger.build();
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
