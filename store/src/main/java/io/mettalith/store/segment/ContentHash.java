package io.mettalith.store.segment;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of sealed bytes: the first 128 bits of their SHA-256.
 *
 * @param high the first eight bytes, big-endian
 * @param low the next eight bytes, big-endian
 */
public record ContentHash(long high, long low) implements Comparable<ContentHash> {
    /** Length of a hash in bytes. */
    public static final int LENGTH = 2 * Long.BYTES;

    private static final int DIGEST_LENGTH = 32;
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ContentHash::newDigest);

    /** Returns the hash of {@code length} bytes of {@code bytes}. */
    public static ContentHash of(byte[] bytes, int offset, int length) {
        final MessageDigest digest = DIGEST.get();
        digest.update(bytes, offset, length);
        final byte[] out = new byte[DIGEST_LENGTH];
        try {
            digest.digest(out, 0, DIGEST_LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException("SHA-256 digest buffer rejected: length=" + DIGEST_LENGTH, e);
        }
        return fromBytes(out, 0);
    }

    /** Returns the hash whose 16 bytes stand at {@code offset}. */
    public static ContentHash fromBytes(byte[] bytes, int offset) {
        return new ContentHash(longAt(bytes, offset), longAt(bytes, offset + Long.BYTES));
    }

    /**
     * Returns the hash that {@code hex} names.
     *
     * @throws IllegalArgumentException if {@code hex} is not 32 hexadecimal digits
     */
    public static ContentHash fromHex(String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 hexadecimal digits: found=" + hex);
        }
        return fromBytes(bytes, 0);
    }

    /** Returns the 16 bytes of this hash. */
    public byte[] toBytes() {
        final byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[Long.BYTES + i] = (byte) (low >>> (56 - 8 * i));
        }
        return bytes;
    }

    /** Returns 32 lower-case hexadecimal digits. */
    public String toHex() {
        final HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    @Override
    public int compareTo(ContentHash other) {
        final int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return toHex();
    }

    private static long longAt(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256; this one does not", e);
        }
    }
}
