package io.mettalith.store.segment;

import static org.agrona.UnsafeApi.copyMemory;
import static org.agrona.UnsafeApi.getByte;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putByte;
import static org.agrona.UnsafeApi.putLong;

import org.agrona.UnsafeApi;

/**
 * Comparison, copying and varints over raw addresses. Nothing here checks bounds: callers stay inside a segment that
 * they wrote themselves or that {@link SegmentVerifier} has accepted.
 */
final class Bytes {
    private static final long ARRAY_BASE = UnsafeApi.arrayBaseOffset(byte[].class);

    /** Up to this length eight bytes at a time beat the call that copies any number. */
    private static final int QUICK_COPY = 128;

    private Bytes() {}

    /** Returns how many leading bytes {@code key[offset..]} and the memory at {@code address} share, at most {@code length}. */
    static int commonPrefix(byte[] key, int offset, long address, int length) {
        int i = 0;
        final long base = ARRAY_BASE + offset;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            final long difference = getLong(key, base + i) ^ getLong(address + i);
            if (difference != 0) {
                return i + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
        }
        while (i < length && key[offset + i] == getByte(address + i)) {
            i++;
        }
        return i;
    }

    /** Compares a key with the memory at {@code address}, byte by byte, unsigned. */
    static int compare(byte[] key, int keyLength, long address, int length) {
        final int common = commonPrefix(key, 0, address, Math.min(keyLength, length));
        if (common == keyLength || common == length) {
            return Integer.compare(keyLength, length);
        }
        return Integer.compare(key[common] & 0xFF, getByte(address + common) & 0xFF);
    }

    /** Returns the eight bytes behind an offset, big-endian, with zeros behind the end. */
    static long digest(long address, int offset, int length) {
        if (offset + Long.BYTES <= length) {
            return Long.reverseBytes(getLong(address + offset));
        }
        long digest = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            digest = digest << Byte.SIZE | (offset + i < length ? getByte(address + offset + i) & 0xFF : 0);
        }
        return digest;
    }

    /** Reports whether the memory at {@code address} begins with all of {@code start}. */
    static boolean startsWith(long address, int length, byte[] start) {
        return start.length <= length && commonPrefix(start, 0, address, start.length) == start.length;
    }

    static void read(long address, byte[] target, int offset, int length) {
        copyMemory(null, address, target, ARRAY_BASE + offset, length);
    }

    static void write(byte[] source, int offset, long address, int length) {
        copyMemory(source, ARRAY_BASE + offset, null, address, length);
    }

    static void copy(long source, long target, long length) {
        copyMemory(null, source, null, target, length);
    }

    /** As {@link #write} from the array's beginning, quicker for the few bytes of a usual key. */
    static void writeKey(byte[] key, int length, long target) {
        if (length < Long.BYTES || length > QUICK_COPY) {
            write(key, 0, target, length);
            return;
        }
        for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
            putLong(target + i, getLong(key, ARRAY_BASE + i));
        }
        final int last = length - Long.BYTES;
        putLong(target + last, getLong(key, ARRAY_BASE + last));
    }

    /** As {@link #read} to the array's beginning; both sides need seven more bytes, and the array's may change. */
    static void readKey(long source, byte[] key, int length) {
        if (length > QUICK_COPY) {
            read(source, key, 0, length);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            putLong(key, ARRAY_BASE + i, getLong(source + i));
        }
    }

    /** As {@link #readKey(long, byte[], int)}, to an offset of the array. */
    static void readKey(long source, byte[] key, int offset, int length) {
        if (length > QUICK_COPY) {
            read(source, key, offset, length);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            putLong(key, ARRAY_BASE + offset + i, getLong(source + i));
        }
    }

    /** As {@link #copy}, quicker for the few bytes of a usual key. */
    static void copyKey(long source, long target, int length) {
        if (length < Long.BYTES || length > QUICK_COPY) {
            copy(source, target, length);
            return;
        }
        for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
            putLong(target + i, getLong(source + i));
        }
        final int last = length - Long.BYTES;
        putLong(target + last, getLong(source + last));
    }

    /** Returns how many bytes {@code value} takes as a LEB128 varint. */
    static int varintLength(long value) {
        int length = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            length++;
        }
        return length;
    }

    /** Writes {@code value} as a LEB128 varint and returns the address after it. */
    static long putVarint(long address, long value) {
        long at = address;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            putByte(at++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        putByte(at++, (byte) rest);
        return at;
    }

    /** Reads the LEB128 varint at {@code address}; {@link #varintLength(long)} of the result is what it took. */
    static long getVarint(long address) {
        long at = address;
        long value = getByte(at);
        if (value >= 0) {
            return value;
        }
        value &= 0x7F;
        for (int shift = 7; ; shift += 7) {
            final long next = getByte(++at);
            value |= (next & 0x7F) << shift;
            if (next >= 0 || shift > 56) {
                return value;
            }
        }
    }
}
