package io.mettalith.store.segment;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.agrona.UnsafeApi;

/** Bytes where sealed ones are read: off the heap, between others that do not belong to them. */
final class OffHeap {
    private static final int MARGIN = 64;

    private OffHeap() {}

    /** Returns what {@code read} makes of the address of a copy that stands between bytes of the given value. */
    static <T> T between(byte margin, byte[] bytes, LongFunction<T> read) {
        final byte[] block = new byte[bytes.length + 2 * MARGIN];
        Arrays.fill(block, margin);
        System.arraycopy(bytes, 0, block, MARGIN, bytes.length);
        final long address = UnsafeApi.allocateMemory(block.length);
        try {
            Bytes.write(block, 0, address, block.length);
            return read.apply(address + MARGIN);
        } finally {
            UnsafeApi.freeMemory(address);
        }
    }
}
