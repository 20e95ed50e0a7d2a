package io.mettalith.tools;

/** A command was asked for something that it does not do; the message says what it does instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
