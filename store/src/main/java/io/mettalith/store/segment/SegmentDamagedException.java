package io.mettalith.store.segment;

/** Bytes that should be a segment break a rule of {@link SegmentDescriptor}. */
public final class SegmentDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SegmentDamagedException(String message) {
        super(message);
    }
}
