package io.mettalith.tools.exchange;

/** A word or form with a backslash is none that an exported file has; whoever reads the file knows the place. */
final class EscapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EscapeException(String message) {
        super(message);
    }
}
