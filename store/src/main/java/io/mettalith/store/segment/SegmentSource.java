package io.mettalith.store.segment;

/**
 * Where sealed segments are read from: a store.
 *
 * <p>Threading: called from any reading thread.
 */
public interface SegmentSource {
    /**
     * Returns where the sealed bytes with the given hash are mapped. They have been verified, never change, and stay
     * mapped as long as this source is open.
     *
     * @throws RuntimeException if the bytes are absent or damaged; the message names the store and the hash
     */
    Mapped find(ContentHash hash);

    /**
     * Returns how long the sealed bytes with the given hash are. They need not be read for it, nor be verified.
     *
     * @throws RuntimeException if the bytes are absent
     */
    default int lengthBytes(ContentHash hash) {
        return find(hash).length();
    }

    /**
     * Sealed bytes in memory.
     *
     * @param address of the first byte
     * @param length in bytes
     */
    record Mapped(long address, int length) {}
}
