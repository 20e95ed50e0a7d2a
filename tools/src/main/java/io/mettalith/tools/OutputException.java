package io.mettalith.tools;

import java.io.IOException;
import java.util.Locale;

/** Standard output cannot be written. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean closed;

    OutputException(IOException cause) {
        super("standard output is not whole: reason=" + cause.getMessage()
                + "; give it room, and run the command again");
        initCause(cause);
        closed = isClosed(cause);
    }

    /** Reports whether a pipe or connection could not be written since nobody is left who reads it. */
    static boolean isClosed(IOException failure) {
        final String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("broken pipe") || reason.contains("connection reset");
    }

    /** Reports whether nobody is left who reads it. */
    boolean isClosed() {
        return closed;
    }
}
