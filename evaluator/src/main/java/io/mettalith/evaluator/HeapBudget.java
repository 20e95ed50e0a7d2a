package io.mettalith.evaluator;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * Tells when the live data of the heap have outgrown a budget.
 *
 * <p><b>Design.</b> What a program holds cannot be counted where it is made: atoms are shared, and most of them are garbage
 * soon. The collector knows. Counted is the part of the heap to which objects are moved that have survived some
 * collections, or too large for the rest: of the generational collectors the old generation, of others all. While the
 * budget is larger than what lies there, garbage included, nothing else is looked at, which takes a microsecond. Beyond
 * that, what the last collection has left decides; and if there has been none since the data have grown by a quarter of the
 * budget, one is asked for. No threshold of the JVM is set, since these are one for all that run in it.
 *
 * <p>Threading: that of its owner.
 */
final class HeapBudget {
    /** Part of the heap that live data may take, so that a collection still gains something. */
    private static final double USABLE = 0.9;

    private static final long SMALLEST_GROWTH_BYTES = 32L << 20;

    private static final List<MemoryPoolMXBean> TENURED = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP
                    && pool.isUsageThresholdSupported()
                    && pool.getCollectionUsage() != null)
            .toList();

    private final long maxBytes;
    private long collectAtBytes;

    HeapBudget(long maxBytes) {
        this.maxBytes = maxBytes;
        collectAtBytes = maxBytes;
    }

    /** Returns the largest budget that the heap of this JVM has room for. */
    static long ofHeap() {
        long bytes = 0;
        for (final MemoryPoolMXBean pool : TENURED) {
            bytes += Math.max(0, pool.getUsage().getMax());
        }
        return (long) (USABLE * (bytes == 0 ? Runtime.getRuntime().maxMemory() : bytes));
    }

    /** Reports whether live data take more than the budget. */
    boolean isExceeded() {
        if (maxBytes == Long.MAX_VALUE) {
            return false;
        }
        final long used = usedBytes();
        if (used <= maxBytes) {
            return false;
        }
        if (used > collectAtBytes && liveBytes() <= maxBytes) {
            System.gc();
            collectAtBytes = usedBytes() + Math.max(maxBytes / 4, SMALLEST_GROWTH_BYTES);
        }
        return liveBytes() > maxBytes;
    }

    private static long usedBytes() {
        long bytes = 0;
        for (final MemoryPoolMXBean pool : TENURED) {
            bytes += pool.getUsage().getUsed();
        }
        return bytes;
    }

    /** Returns what the last collection has left. */
    private static long liveBytes() {
        long bytes = 0;
        for (final MemoryPoolMXBean pool : TENURED) {
            final MemoryUsage left = pool.getCollectionUsage();
            bytes += left == null ? 0 : left.getUsed();
        }
        return bytes;
    }
}
