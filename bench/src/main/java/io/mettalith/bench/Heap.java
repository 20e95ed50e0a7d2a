package io.mettalith.bench;

import io.mettalith.store.segment.SegmentMemory;

/** Says what is held when nothing is left to collect. */
final class Heap {
    private static final int MAX_COLLECTIONS = 20;
    private static final int STABLE = 3;
    private static final int PAUSE_MS = 50;

    private Heap() {}

    /** Collects until neither heap nor off-heap bytes shrink, and returns the bytes in use on the heap. */
    static long settledBytes() throws InterruptedException {
        long heap = Long.MAX_VALUE;
        long offHeap = Long.MAX_VALUE;
        int unchanged = 0;
        for (int i = 0; i < MAX_COLLECTIONS && unchanged < STABLE; i++) {
            System.gc();
            // Off-heap memory is freed by a thread that hears of a collection afterwards.
            Thread.sleep(PAUSE_MS);
            final long heapNow =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            final long offHeapNow = SegmentMemory.allocatedBytes();
            unchanged = heapNow < heap || offHeapNow < offHeap ? 0 : unchanged + 1;
            heap = Math.min(heap, heapNow);
            offHeap = offHeapNow;
        }
        return heap;
    }
}
