package io.mettalith.store.segment;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the store of this process has and has done, since it was started.
 *
 * <p>Threading: thread-safe. The figures of memory are exact at every moment; the others are sums that are complete as
 * soon as nobody writes.
 */
public final class StoreCounters {
    private static final AtomicLong ALLOCATED_BYTES = new AtomicLong();
    private static final AtomicLong ALLOCATED_BLOCKS = new AtomicLong();
    private static final LongAdder SEGMENTS_COPIED = new LongAdder();
    private static final LongAdder BYTES_COPIED = new LongAdder();

    private StoreCounters() {}

    /** Returns the bytes of off-heap memory that segments hold now, owned and frozen ones; mapped ones are not among. */
    public static long allocatedBytes() {
        return ALLOCATED_BYTES.get();
    }

    /** Returns the number of owned and frozen segments now. */
    public static long allocatedBlocks() {
        return ALLOCATED_BLOCKS.get();
    }

    /** Returns how many segments were copied so far because whoever wrote did not own them. */
    public static long segmentsCopied() {
        return SEGMENTS_COPIED.sum();
    }

    /** Returns the bytes of those copies. */
    public static long bytesCopied() {
        return BYTES_COPIED.sum();
    }

    static void noteAllocation(int bytes) {
        ALLOCATED_BYTES.getAndAdd(bytes);
        ALLOCATED_BLOCKS.getAndAdd(1);
    }

    static void noteFree(int bytes) {
        ALLOCATED_BYTES.getAndAdd(-bytes);
        ALLOCATED_BLOCKS.getAndAdd(-1);
    }

    static void noteCopy(int bytes) {
        SEGMENTS_COPIED.add(1);
        BYTES_COPIED.add(bytes);
    }
}
