package io.mettalith.store.environment;

import java.util.Arrays;

/**
 * How many definitions of a space have changed places, going by those whose stamp is another than before. A stamp that is
 * another does not say that by itself: where a definition is taken out, those behind it are numbered anew. Those have
 * moved that are defined after all there was before, and as few of the rest as leave the others in their old order.
 *
 * <p>Source: Schensted, Longest increasing and decreasing subsequences, Canadian Journal of Mathematics 13, 1961.
 *
 * <p>Used once, by one thread. Keeps two words for each stamp that is another.
 */
final class Moves {
    private final long firstNewStamp;
    private long[][] stamps = new long[16][];
    private int size;
    private int behindAll;

    /** @param firstNewStamp the stamp that the next definition would have got before */
    Moves(long firstNewStamp) {
        this.firstNewStamp = firstNewStamp;
    }

    /** Notes a definition with another stamp than before. */
    void add(long before, long after) {
        if (after >= firstNewStamp) {
            behindAll++;
            return;
        }
        if (size == stamps.length) {
            stamps = Arrays.copyOf(stamps, 2 * size);
        }
        stamps[size++] = new long[] {before, after};
    }

    /** Returns how many have moved. */
    long count() {
        Arrays.sort(stamps, 0, size, (left, right) -> Long.compare(left[0], right[0]));
        return behindAll + size - longestInOrder();
    }

    private int longestInOrder() {
        final long[] leastEnds = new long[size];
        int longest = 0;
        for (int i = 0; i < size; i++) {
            final int at = -1 - Arrays.binarySearch(leastEnds, 0, longest, stamps[i][1]);
            leastEnds[at] = stamps[i][1];
            longest = Math.max(longest, at + 1);
        }
        return longest;
    }
}
