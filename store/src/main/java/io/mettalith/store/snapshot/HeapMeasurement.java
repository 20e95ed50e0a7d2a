package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.EnvironmentStatistics.HeapStatistics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;

/**
 * How much the heap in use grew while something was made.
 *
 * @param method what was made
 * @param bytes by which it grew
 */
record HeapMeasurement(HeapStatistics.Method method, long bytes) {
    private static final int MAX_COLLECTIONS = 8;
    private static final long SETTLED_BYTES = 1024;

    /** Loads every segment of an environment and, where some are its own, makes a fork copy them all. */
    static HeapMeasurement of(Environment environment) {
        final long before = usedBytes();
        final SegmentCensus census = new SegmentCensus();
        environment.forEachSegment(census);
        if (census.isSealed()) {
            final long loaded = usedBytes();
            Reference.reachabilityFence(environment);
            return new HeapMeasurement(HeapStatistics.Method.LOADED, Math.max(0, loaded - before));
        }
        return ofCopy(environment);
    }

    private static HeapMeasurement ofCopy(Environment environment) {
        final long before = usedBytes();
        try (Environment copy = environment.fork()) {
            copy.makeOwned();
            final long copied = usedBytes();
            Reference.reachabilityFence(copy);
            return new HeapMeasurement(HeapStatistics.Method.COPIED, Math.max(0, copied - before));
        }
    }

    /** Collects until the heap in use no longer shrinks, and returns it. */
    private static long usedBytes() {
        final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MAX_COLLECTIONS; i++) {
            System.gc();
            final long used = memory.getHeapMemoryUsage().getUsed();
            if (used > least - SETTLED_BYTES) {
                return Math.min(used, least);
            }
            least = used;
        }
        return least;
    }

    HeapStatistics statistics(long atoms) {
        return new HeapStatistics(method, bytes, atoms == 0 ? 0 : (double) bytes / atoms);
    }
}
