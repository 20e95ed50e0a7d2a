package io.mettalith.store.environment;

/** Bytes are no delta that this release reads, or deltas do not belong together. The message names rule and remedy. */
public abstract class DeltaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeltaException(String message) {
        super(message);
    }

    DeltaException(String message, Throwable cause) {
        super(message, cause);
    }
}
