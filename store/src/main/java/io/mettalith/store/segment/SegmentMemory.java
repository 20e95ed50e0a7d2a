package io.mettalith.store.segment;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.agrona.UnsafeApi;

/**
 * One block of off-heap memory, which belongs to one {@link Segment} and to the {@link Generation} that wrote it.
 *
 * <p>While the segment has never been shared its owner frees the block at once with {@link #free()}; a block that forks
 * have come to share is freed when the last segment handle that reaches it has been collected, for which this class is
 * the phantom reference. {@link #allocatedBytes()} is exact in both cases.
 *
 * <p>Threading: all methods may be called from any thread; {@link #free()} is idempotent.
 */
public final class SegmentMemory extends PhantomReference<Segment> {
    private static final ReferenceQueue<Segment> QUEUE = new ReferenceQueue<>();

    static {
        final Thread reclaimer = new Thread(SegmentMemory::reclaimForever, "mettalith-reclaimer");
        reclaimer.setDaemon(true);
        reclaimer.start();
    }

    private final Generation generation;
    private final long address;

    /** Neighbours in the generation's list, under its monitor. */
    SegmentMemory older;

    SegmentMemory newer;

    private SegmentMemory(Segment referent, long address, Generation generation) {
        super(referent, QUEUE);
        this.address = address;
        this.generation = generation;
    }

    /** Returns the bytes of off-heap memory that segments of this process hold now. */
    public static long allocatedBytes() {
        return StoreCounters.allocatedBytes();
    }

    /** Returns the number of off-heap blocks that segments of this process hold now. */
    public static long allocatedBlocks() {
        return StoreCounters.allocatedBlocks();
    }

    /** Returns the address of new memory, with its length written in its header; {@link #guard} is to be called for it. */
    static long allocate(int length) {
        final long address = NativeMemory.allocate(length);
        UnsafeApi.putInt(address + SegmentDescriptor.LENGTH_OFFSET, length);
        StoreCounters.noteAllocation(length);
        return address;
    }

    /** Ties the memory's life to the segment's. */
    static SegmentMemory guard(Segment segment, long address, Generation generation) {
        final SegmentMemory memory = new SegmentMemory(segment, address, generation);
        generation.add(memory);
        return memory;
    }

    /** Frees the block. The caller knows that nobody can reach the segment any more. */
    void free() {
        if (generation.remove(this)) {
            final int length = UnsafeApi.getInt(address + SegmentDescriptor.LENGTH_OFFSET);
            NativeMemory.free(address);
            StoreCounters.noteFree(length);
        }
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
