package io.mettalith.store.report;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.report.EnvironmentStatistics.HeapStatistics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.concurrent.locks.LockSupport;

/**
 * How much the heap in use grew while something was made.
 *
 * @param method what was made
 * @param bytes by which it grew
 */
record HeapMeasurement(HeapStatistics.Method method, long bytes) {
    private static final int MAX_COLLECTIONS = 12;
    private static final long SETTLED_BYTES = 2048;
    private static final long PAUSE_NS = 30_000_000;

    /** Loads every segment of an environment and its indexes and, where some are its own, makes a fork copy them all. */
    static HeapMeasurement of(Environment environment) {
        final long before = usedBytes();
        final SegmentCensus census = new SegmentCensus();
        try (EnvironmentView view = environment.view()) {
            view.forEachSegment(census);
            census.addIndexes(view);
        }
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

    /** Collects until the heap in use stays the same, and returns it. */
    private static long usedBytes() {
        final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long last = Long.MAX_VALUE;
        for (int i = 0; i < MAX_COLLECTIONS; i++) {
            System.gc();
            final long used = memory.getHeapMemoryUsage().getUsed();
            if (Math.abs(last - used) < SETTLED_BYTES) {
                return used;
            }
            last = used;
            // what a collection has found dead is freed by other threads, and collected by the next
            LockSupport.parkNanos(PAUSE_NS);
        }
        return last;
    }

    HeapStatistics statistics(long atoms) {
        return new HeapStatistics(method, bytes, atoms == 0 ? 0 : (double) bytes / atoms);
    }
}
