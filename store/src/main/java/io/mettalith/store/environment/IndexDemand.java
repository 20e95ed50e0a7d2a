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

    private final Map<Long, Long> readInVain = new HashMap<>();

    /** Adds what one query has read in vain. */
    synchronized void note(int size, int position, long atoms) {
        readInVain.merge(key(size, position), atoms, Long::sum);
    }

    /**
     * Reports whether queries have cost as much by now as the index would have, the next one included.
     *
     * @param atoms that the index would hold
     * @param next that the next query will read
     */
    synchronized boolean isDue(int size, int position, long atoms, long next) {
        return readInVain.getOrDefault(key(size, position), 0L) + next >= BUILD_COST * atoms;
    }

    private static long key(int size, int position) {
        return (long) size << Integer.SIZE | position;
    }
}
