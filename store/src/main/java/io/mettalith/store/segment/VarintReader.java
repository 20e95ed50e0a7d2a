package io.mettalith.store.segment;

import org.agrona.UnsafeApi;

/** Reads LEB128 varints of up to nine bytes one after the other, within bounds. Reusable; not thread-safe. */
final class VarintReader {
    private static final int MAX_SHIFT = 63;

    private long address;
    private int at;
    private int end;

    /** Goes to an offset from an address; nothing is read at or behind the end. */
    void wrap(long address, int offset, int end) {
        this.address = address;
        this.at = offset;
        this.end = end;
    }

    /** Returns the offset of what is read next. */
    int offset() {
        return at;
    }

    /** Passes over bytes, which are within bounds. */
    void skip(int bytes) {
        at += bytes;
    }

    /**
     * Returns the next varint, which is not negative.
     *
     * @throws SegmentDamagedException if it passes the end or has more than nine bytes
     */
    long next() {
        if (at < end) {
            final byte first = UnsafeApi.getByte(address + at);
            if (first >= 0) {
                at++;
                return first;
            }
        }
        return nextLong();
    }

    private long nextLong() {
        final int start = at;
        long value = 0;
        for (int shift = 0; shift < MAX_SHIFT; shift += Byte.SIZE - 1) {
            if (at >= end) {
                throw new SegmentDamagedException("varint", start, "an end before " + end, "none");
            }
            final byte next = UnsafeApi.getByte(address + at++);
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new SegmentDamagedException("varint", start, "at most 9 bytes", "more");
    }
}
