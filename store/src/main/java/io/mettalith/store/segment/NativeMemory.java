package io.mettalith.store.segment;

import org.agrona.UnsafeApi;

/** Where all memory off the heap comes from. Threading: all methods may be called from any thread. */
final class NativeMemory {
    /** Called before each allocation, so that tests can make it fail; null in a program. */
    private static volatile Runnable beforeAllocation;

    private NativeMemory() {}

    /**
     * Returns the address of a new, uninitialised block.
     *
     * @throws OutOfMemoryError if there is none
     */
    static long allocate(long lengthBytes) {
        final Runnable before = beforeAllocation;
        if (before != null) {
            before.run();
        }
        return UnsafeApi.allocateMemory(lengthBytes);
    }

    /** Gives a block back. */
    static void free(long address) {
        UnsafeApi.freeMemory(address);
    }

    /** Sets what is called before each allocation, or null for nothing. */
    static void beforeAllocation(Runnable action) {
        beforeAllocation = action;
    }
}
