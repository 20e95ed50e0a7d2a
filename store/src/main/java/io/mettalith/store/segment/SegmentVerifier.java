package io.mettalith.store.segment;

/**
 * Checks that bytes obey {@link SegmentDescriptor} before anything reads them without bounds checks: header, every
 * entry's lengths, restarts, order of the keys. Linear in the bytes; reads none beyond the length it is given.
 */
final class SegmentVerifier {
    private SegmentVerifier() {}

    /**
     * Checks a whole sealed segment.
     *
     * @throws SegmentDamagedException naming the field, what was expected and what was found
     */
    static void verify(long address, int length) {
        final SegmentReader reader = new SegmentReader().wrap(address, length);
        while (reader.advance()) {
            // each step checks one entry, the last one what remains
        }
    }
}
