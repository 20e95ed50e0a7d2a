package io.mettalith.evaluator.atom;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Hashes and compares names where they lie, in an array or in a buffer, eight bytes at a time.
 *
 * <p>The same bytes hash alike in either place. The hash never leaves the process, so it may change between versions.
 */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Utf8() {}

    static int hash(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        long hash = length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash, (long) LONG.get(bytes, at));
        }
        long tail = 0;
        for (; at < end; at++) {
            tail = tail << Byte.SIZE | bytes[at] & 0xFF;
        }
        return (int) mix(hash, tail);
    }

    static int hash(DirectBuffer buffer, int offset, int length) {
        int end = offset + length;
        int at = offset;
        long hash = length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash, buffer.getLong(at, ByteOrder.LITTLE_ENDIAN));
        }
        long tail = 0;
        for (; at < end; at++) {
            tail = tail << Byte.SIZE | buffer.getByte(at) & 0xFF;
        }
        return (int) mix(hash, tail);
    }

    static boolean equal(byte[] name, byte[] bytes, int offset, int length) {
        return Arrays.equals(name, 0, name.length, bytes, offset, offset + length);
    }

    static boolean equal(byte[] name, DirectBuffer buffer, int offset, int length) {
        if (name.length != length) {
            return false;
        }
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if ((long) LONG.get(name, at) != buffer.getLong(offset + at, ByteOrder.LITTLE_ENDIAN)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (name[at] != buffer.getByte(offset + at)) {
                return false;
            }
        }
        return true;
    }

    private static long mix(long hash, long word) {
        long product = (hash ^ word) * MULTIPLIER;
        return product ^ product >>> 32;
    }
}
