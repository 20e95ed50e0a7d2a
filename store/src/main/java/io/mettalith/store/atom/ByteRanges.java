package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/** Comparison of bytes within and between buffers. */
final class ByteRanges {
    private ByteRanges() {}

    static boolean equal(DirectBuffer left, int leftOffset, DirectBuffer right, int rightOffset, int length) {
        return length < Long.BYTES
                ? equalBytes(left, leftOffset, right, rightOffset, length)
                : equalWords(left, leftOffset, right, rightOffset, length);
    }

    private static boolean equalBytes(
            DirectBuffer left, int leftOffset, DirectBuffer right, int rightOffset, int length) {
        for (int i = 0; i < length; i++) {
            if (left.getByte(leftOffset + i) != right.getByte(rightOffset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Compares word by word; the last word ends with the range and may overlap the one before. */
    private static boolean equalWords(
            DirectBuffer left, int leftOffset, DirectBuffer right, int rightOffset, int length) {
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (left.getLong(leftOffset + i) != right.getLong(rightOffset + i)) {
                return false;
            }
        }
        return left.getLong(leftOffset + last) == right.getLong(rightOffset + last);
    }
}
