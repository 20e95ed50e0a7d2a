package io.mettalith.store.history;

/** The name of a ref, or the message of an entry, is one that cannot be written. */
public final class InvalidRefException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidRefException(String message) {
        super(message);
    }
}
