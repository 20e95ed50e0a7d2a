package io.mettalith.store.segment;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.collections.Long2LongHashMap;

/**
 * The off-heap blocks of one {@link KeySorter}, and the account of those of all sorters.
 *
 * <p>It is what a cleaner runs for a sorter that nobody closed, so it must not refer to the sorter.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class KeyMemory implements Runnable {
    private static final AtomicLong ALLOCATED_BYTES = new AtomicLong();
    private static final long NONE = -1;

    private final Long2LongHashMap lengthByAddress = new Long2LongHashMap(NONE);

    static long allocatedBytes() {
        return ALLOCATED_BYTES.get();
    }

    /** Returns the address of a new, uninitialised block. */
    synchronized long allocate(long lengthBytes) {
        final long address = NativeMemory.allocate(lengthBytes);
        lengthByAddress.put(address, lengthBytes);
        ALLOCATED_BYTES.addAndGet(lengthBytes);
        return address;
    }

    /** Frees one block. */
    synchronized void free(long address) {
        final long lengthBytes = lengthByAddress.remove(address);
        if (lengthBytes != NONE) {
            NativeMemory.free(address);
            ALLOCATED_BYTES.addAndGet(-lengthBytes);
        }
    }

    /** Frees all blocks. Nobody may use them any more. */
    @Override
    public synchronized void run() {
        lengthByAddress.forEachLong((address, lengthBytes) -> {
            NativeMemory.free(address);
            ALLOCATED_BYTES.addAndGet(-lengthBytes);
        });
        lengthByAddress.clear();
    }
}
