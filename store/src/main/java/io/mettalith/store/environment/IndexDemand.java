package io.mettalith.store.environment;

import java.util.HashMap;
import java.util.Map;

/**
 * How many atoms queries have read in vain for want of an index: what an index that is not there has cost so far. Shared
 * by all forks of a space, since they ask alike.
 *
 * <p>Threading: thread-safe.
 */
final class IndexDemand {
    /** Reading an atom in vain costs so much less than to sort it into an index. */
    private static final int BUILD_COST = 8;

    /** To look an atom up in an index costs as much as reading so many: what is less than that is not in vain. */
    private static final int LOOKUP_COST = 32;

    private final Map<Long, Long> readInVain = new HashMap<>();

    /**
     * Adds what one query has read in vain. Many queries that read a little each come to count as much as a few that read
     * all.
     */
    void note(int size, int position, long atoms) {
        if (atoms > LOOKUP_COST) {
            add(key(size, position), atoms - LOOKUP_COST);
        }
    }

    private synchronized void add(long key, long atoms) {
        readInVain.merge(key, atoms, Long::sum);
    }

    /** Returns how many atoms have been read in vain by now. */
    synchronized long readInVain(int size, int position) {
        return readInVain.getOrDefault(key(size, position), 0L);
    }

    /** Counts anew for an index: it was there, and has been dropped. */
    synchronized void forget(int size, int position) {
        readInVain.remove(key(size, position));
    }

    /** Reports whether what has been read in vain has cost as much as an index of so many atoms does. */
    static boolean isWorth(long readInVain, long atoms) {
        return readInVain >= BUILD_COST * atoms;
    }

    private static long key(int size, int position) {
        return (long) size << Integer.SIZE | position;
    }
}
