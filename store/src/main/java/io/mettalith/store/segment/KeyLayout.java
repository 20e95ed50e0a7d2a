package io.mettalith.store.segment;

import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

/**
 * Layout of a key that waits to be sorted: a header of 32 bits, what is not usual, the key. Takes and returns addresses;
 * checks no bounds.
 *
 * <pre>
 *   record := header [stamp] [count] key
 *   header := {@code length << 3 | stamped << 2 | counted << 1 | variables}
 * </pre>
 *
 * <p>A record without stamp has stamp 0, one without count has count 1. Records follow each other without gaps, so
 * nothing is aligned. Native byte order: the bytes never leave the process. {@link #word} and the comparisons read up to
 * {@link #PADDING} bytes behind a key, which the memory must have.
 */
final class KeyLayout {
    static final int MAX_KEY_LENGTH = (1 << 28) - 1;
    static final int PADDING = Long.BYTES;

    private static final int HEADER_LENGTH = Integer.BYTES;
    private static final int VARIABLES = 1;
    private static final int COUNTED = 1 << 1;
    private static final int STAMPED = 1 << 2;
    private static final int LENGTH_SHIFT = 3;

    private KeyLayout() {}

    /** Returns how many bytes the record of such a key takes. */
    static long recordLength(int length, long stamp, long count) {
        return HEADER_LENGTH + (stamp == 0 ? 0 : Long.BYTES) + (count == 1 ? 0 : Long.BYTES) + (long) length;
    }

    /** Writes all of a record but the key, and returns the address where the key belongs. */
    static long putHeader(long record, int length, boolean variables, long stamp, long count) {
        putInt(
                record,
                length << LENGTH_SHIFT
                        | (stamp == 0 ? 0 : STAMPED)
                        | (count == 1 ? 0 : COUNTED)
                        | (variables ? VARIABLES : 0));
        long at = record + HEADER_LENGTH;
        if (stamp != 0) {
            putLong(at, stamp);
            at += Long.BYTES;
        }
        if (count != 1) {
            putLong(at, count);
            at += Long.BYTES;
        }
        return at;
    }

    static int length(long record) {
        return getInt(record) >>> LENGTH_SHIFT;
    }

    static long key(long record) {
        return key(record, getInt(record));
    }

    private static long key(long record, int header) {
        return record + HEADER_LENGTH + Long.BYTES * Integer.bitCount(header & (COUNTED | STAMPED));
    }

    /** Returns the address behind the record. */
    static long end(long record) {
        final int header = getInt(record);
        return key(record, header) + (header >>> LENGTH_SHIFT);
    }

    static boolean variables(long record) {
        return (getInt(record) & VARIABLES) != 0;
    }

    static long stamp(long record) {
        return (getInt(record) & STAMPED) == 0 ? 0 : getLong(record + HEADER_LENGTH);
    }

    static long count(long record) {
        final int header = getInt(record);
        return (header & COUNTED) == 0 ? 1 : getLong(key(record, header) - Long.BYTES);
    }

    /** Returns the eight bytes of the key from {@code depth}, zeros behind its end, so that unsigned order is key order. */
    static long word(long record, int depth) {
        final int header = getInt(record);
        final int rest = (header >>> LENGTH_SHIFT) - depth;
        if (rest <= 0) {
            return 0;
        }
        final long word = Long.reverseBytes(getLong(key(record, header) + depth));
        return rest >= Long.BYTES ? word : word & -1L << Long.SIZE - Byte.SIZE * rest;
    }

    /** Returns how many leading bytes two keys share that share the first {@code depth}; at most {@code limit}. */
    static int commonPrefix(long left, long right, int depth, int limit) {
        final int end = Math.min(limit, Math.min(length(left), length(right)));
        final long leftKey = key(left);
        final long rightKey = key(right);
        for (int at = depth; at < end; at += Long.BYTES) {
            final long difference = getLong(leftKey + at) ^ getLong(rightKey + at);
            if (difference != 0) {
                return Math.min(end, at + (Long.numberOfTrailingZeros(difference) >>> 3));
            }
        }
        return end;
    }

    /** Compares two keys that share the first {@code depth} bytes. */
    static int compare(long left, long right, int depth) {
        final int common = commonPrefix(left, right, depth, Integer.MAX_VALUE);
        final int leftLength = length(left);
        final int rightLength = length(right);
        if (common >= leftLength || common >= rightLength) {
            return Integer.compare(leftLength, rightLength);
        }
        return Integer.compare(getByte(key(left) + common) & 0xFF, getByte(key(right) + common) & 0xFF);
    }
}
