package io.mettalith.store.segment;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.UnsafeApi;

/**
 * One block of off-heap memory, and the account of all of them.
 *
 * <p>A block belongs to one {@link Segment}. While the segment has never been shared its owner frees the block at once
 * with {@link #free()}; a block that forks have come to share is freed when the last segment handle that reaches it has
 * been collected, for which this class is the phantom reference. {@link #allocatedBytes()} is exact in both cases.
 *
 * <p>Threading: all methods may be called from any thread; {@link #free()} is idempotent.
 */
public final class SegmentMemory extends PhantomReference<Segment> {
    private static final ReferenceQueue<Segment> QUEUE = new ReferenceQueue<>();
    private static final AtomicLong ALLOCATED_BYTES = new AtomicLong();
    private static final AtomicLong ALLOCATED_BLOCKS = new AtomicLong();
    private static final int STRIPES = 16;
    private static final SegmentMemory[] HEADS = new SegmentMemory[STRIPES];
    private static final Object[] LOCKS = new Object[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            LOCKS[i] = new Object();
        }
        final Thread reclaimer = new Thread(SegmentMemory::reclaimForever, "mettalith-reclaimer");
        reclaimer.setDaemon(true);
        reclaimer.start();
    }

    private final int stripe;
    private final int length;
    private long address;
    private SegmentMemory previous;
    private SegmentMemory next;

    /** The generation that may still write this block, and its list of such blocks. */
    Generation generation;

    SegmentMemory older;
    SegmentMemory newer;

    private SegmentMemory(Segment referent, long address, int length) {
        super(referent, QUEUE);
        this.address = address;
        this.length = length;
        this.stripe = (int) Thread.currentThread().getId() & (STRIPES - 1);
    }

    /** Returns the bytes of off-heap memory that segments of this process hold now. */
    public static long allocatedBytes() {
        return ALLOCATED_BYTES.get();
    }

    /** Returns the number of off-heap blocks that segments of this process hold now. */
    public static long allocatedBlocks() {
        return ALLOCATED_BLOCKS.get();
    }

    /** Returns the address of new, uninitialised memory that {@link #guard} has to be called for. */
    static long allocate(int length) {
        final long address = UnsafeApi.allocateMemory(length);
        ALLOCATED_BYTES.addAndGet(length);
        ALLOCATED_BLOCKS.incrementAndGet();
        return address;
    }

    /** Ties the memory's life to the segment's. */
    static SegmentMemory guard(Segment segment, long address, int length) {
        final SegmentMemory memory = new SegmentMemory(segment, address, length);
        synchronized (LOCKS[memory.stripe]) {
            memory.next = HEADS[memory.stripe];
            if (memory.next != null) {
                memory.next.previous = memory;
            }
            HEADS[memory.stripe] = memory;
        }
        return memory;
    }

    /** Frees the block now. The caller knows that nobody else can reach the segment. */
    void free() {
        synchronized (LOCKS[stripe]) {
            if (address == 0) {
                return;
            }
            unlink();
            UnsafeApi.freeMemory(address);
            address = 0;
        }
        clear();
        ALLOCATED_BYTES.addAndGet(-length);
        ALLOCATED_BLOCKS.decrementAndGet();
    }

    void forgetGeneration() {
        generation = null;
        older = null;
        newer = null;
    }

    private void unlink() {
        if (previous == null) {
            HEADS[stripe] = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        previous = null;
        next = null;
    }

    private static void reclaimForever() {
        while (true) {
            try {
                final Reference<? extends Segment> dead = QUEUE.remove();
                ((SegmentMemory) dead).free();
            } catch (final InterruptedException e) {
                // the thread is private and daemon: nobody interrupts it on purpose
                Thread.interrupted();
            }
        }
    }
}
