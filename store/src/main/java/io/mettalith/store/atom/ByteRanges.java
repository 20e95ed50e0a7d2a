package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/** Comparison of bytes within and between buffers. */
final class ByteRanges {
    private ByteRanges() {}

    static boolean equal(DirectBuffer left, int leftOffset, DirectBuffer right, int rightOffset, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if (left.getLong(leftOffset + i) != right.getLong(rightOffset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (left.getByte(leftOffset + i) != right.getByte(rightOffset + i)) {
                return false;
            }
        }
        return true;
    }
}
