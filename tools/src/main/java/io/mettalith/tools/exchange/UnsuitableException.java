package io.mettalith.tools.exchange;

/** What was asked for cannot be read or written in the format asked for; the message says what can. */
public final class UnsuitableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsuitableException(String message) {
        super(message);
    }
}
