package io.mettalith.store.segment;

/** Lets tests look on, or step in, when memory off the heap is allocated. */
public final class Allocations {
    private Allocations() {}

    /** Calls an action before each allocation, of whatever thread, from now on; null for none. */
    public static void before(Runnable action) {
        NativeMemory.beforeAllocation(action);
    }
}
