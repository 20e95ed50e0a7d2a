package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/** UTF-8 without replacement characters: text that is not Unicode is refused, never altered. */
final class Utf8 {
    /** Answer of {@link #firstInvalid} for valid text. */
    static final int VALID = -1;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int[] LEAST_CODE_POINT = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    /**
     * Copies the text if all of it is ASCII; else leaves arbitrary bytes behind the offset.
     *
     * @return whether all of it was ASCII.
     */
    static boolean copyAscii(String text, byte[] bytes, int offset) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            bytes[offset + i] = (byte) c;
        }
        return true;
    }

    /**
     * Bytes that the text takes.
     *
     * @throws IllegalArgumentException if a surrogate has no partner.
     */
    static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                length += 2;
                if (Character.isSurrogate(c)) {
                    checkPair(text, i++);
                }
            } else if (c >= 0x80) {
                length++;
            }
        }
        return length;
    }

    private static void checkPair(String text, int index) {
        if (Character.charCount(text.codePointAt(index)) != 2) {
            throw new IllegalArgumentException("text is not Unicode, a surrogate has no partner: index=" + index
                    + ", char=0x" + Integer.toHexString(text.charAt(index)) + "; replace it before making an atom");
        }
    }

    /** Writes text whose {@link #length} was taken, and returns the offset after it. */
    static int put(String text, byte[] bytes, int offset) {
        int position = offset;
        for (int i = 0; i < text.length(); i++) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint) - 1;
            position = putCodePoint(codePoint, bytes, position);
        }
        return position;
    }

    private static int putCodePoint(int codePoint, byte[] bytes, int offset) {
        if (codePoint < 0x80) {
            bytes[offset] = (byte) codePoint;
            return offset + 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            bytes[offset + i] = (byte) (0x80 | rest & 0x3F);
            rest >>>= 6;
        }
        bytes[offset] = (byte) (0xF00 >> length | rest);
        return offset + length;
    }

    /** Offset of the first byte that does not begin a valid sequence, or {@link #VALID}. */
    static int firstInvalid(DirectBuffer buffer, int offset, int length) {
        int limit = offset + length;
        int position = skipAscii(buffer, offset, limit);
        while (position < limit) {
            int sequenceLength = sequenceLength(buffer, position, limit);
            if (sequenceLength == 0) {
                return position;
            }
            position += sequenceLength;
        }
        return VALID;
    }

    private static int skipAscii(DirectBuffer buffer, int offset, int limit) {
        int position = offset;
        while (limit - position >= Long.BYTES && (buffer.getLong(position) & HIGH_BITS) == 0) {
            position += Long.BYTES;
        }
        return position;
    }

    /** Length of the valid sequence at the offset, or 0. */
    private static int sequenceLength(DirectBuffer buffer, int offset, int limit) {
        int lead = buffer.getByte(offset) & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int length = Integer.numberOfLeadingZeros(~(lead << 24));
        if (length < 2 || length > 4 || length > limit - offset) {
            return 0;
        }
        int codePoint = lead & 0x7F >> length;
        for (int i = 1; i < length; i++) {
            int next = buffer.getByte(offset + i);
            if ((next & 0xC0) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | next & 0x3F;
        }
        return isScalar(codePoint) && codePoint >= LEAST_CODE_POINT[length] ? length : 0;
    }

    private static boolean isScalar(int codePoint) {
        return codePoint <= Character.MAX_CODE_POINT && (codePoint < 0xD800 || codePoint > 0xDFFF);
    }
}
