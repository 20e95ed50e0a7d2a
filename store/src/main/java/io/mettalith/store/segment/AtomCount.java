package io.mettalith.store.segment;

/**
 * The cap on how many atoms a tree holds, copies counted, and so on every count in it. Far enough from where a count no
 * longer fits its entry, {@code 2^62}, that the sum or difference of any two never gets there.
 */
public final class AtomCount {
    /** The most atoms that a tree holds, copies counted: {@code 2^60 - 1}. */
    public static final long MAX = (1L << 60) - 1;

    private AtomCount() {}

    /** Reports whether a number of copies, or of atoms, can be held. */
    public static boolean fits(long count) {
        return count >= 0 && count <= MAX;
    }

    /**
     * Returns a number of copies, or of atoms, that can be held.
     *
     * @throws TooManyAtomsException if it cannot, or is negative
     */
    public static long check(long count) {
        if (!fits(count)) {
            throw new TooManyAtomsException(0, count);
        }
        return count;
    }

    /**
     * Returns the sum of a number that can be held and another that is not negative.
     *
     * @throws TooManyAtomsException if the sum cannot be held
     */
    public static long sum(long count, long more) {
        if (more > MAX - count) {
            throw new TooManyAtomsException(count, more);
        }
        return count + more;
    }
}
