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
     * Returns the sum of two numbers that each can be held, or the difference if {@code more} is negative.
     *
     * @throws TooManyAtomsException if the sum cannot be held
     */
    public static long sum(long count, long more) {
        final long sum = count + more;
        if (count > MAX || more > MAX || sum > MAX) {
            throw new TooManyAtomsException(count, more);
        }
        return sum;
    }
}
