package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/**
 * Prefix varint: big-endian, length first, shortest form only, so that byte order is numeric order. See
 * {@link AtomDescriptor} for the layout.
 */
final class Varint {
    static final int MAX_LENGTH = 4;
    static final int MAX_VALUE = (1 << 28) - 1;

    /** Mask of a varint that stands as it is. */
    static final int PLAIN = 0x00;

    /** Mask of a varint whose bytes are complemented, so that a greater value comes first. */
    static final int COMPLEMENTED = 0xFF;

    private Varint() {}

    static int length(int value) {
        if (value < 1 << 7) {
            return 1;
        }
        if (value < 1 << 14) {
            return 2;
        }
        return value < 1 << 21 ? 3 : MAX_LENGTH;
    }

    /** Writes the value, every byte exclusive-ored with the mask, and returns the offset after it. */
    static int put(byte[] bytes, int offset, int value, int mask) {
        int length = length(value);
        int prefixed = value | prefix(length) << Byte.SIZE * (length - 1);
        for (int i = 0; i < length; i++) {
            bytes[offset + i] = (byte) (prefixed >>> Byte.SIZE * (length - 1 - i) ^ mask);
        }
        return offset + length;
    }

    static int get(DirectBuffer buffer, int offset, int limit, int mask) {
        int first = byteAt(buffer, offset, limit, mask);
        return first < 0x80 ? first : getLong(buffer, offset, limit, mask, first);
    }

    private static int getLong(DirectBuffer buffer, int offset, int limit, int mask, int first) {
        int following = Integer.numberOfLeadingZeros(~(first << 24));
        if (following >= MAX_LENGTH) {
            throw AtomCodeException.varintTooLong(offset, first);
        }
        int value = first & 0x7F >> following;
        for (int i = 1; i <= following; i++) {
            value = value << Byte.SIZE | byteAt(buffer, offset + i, limit, mask);
        }
        if (length(value) != following + 1) {
            throw AtomCodeException.notShortest("a varint", offset, value);
        }
        return value;
    }

    private static int byteAt(DirectBuffer buffer, int offset, int limit, int mask) {
        if (offset >= limit) {
            throw AtomCodeException.truncated(offset, 1, limit);
        }
        return buffer.getByte(offset) & 0xFF ^ mask;
    }

    private static int prefix(int length) {
        return 0xFF & ~(0xFF >> length - 1);
    }
}
