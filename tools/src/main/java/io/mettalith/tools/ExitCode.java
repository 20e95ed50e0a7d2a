package io.mettalith.tools;

/** What the exit codes of every command mean. */
final class ExitCode {
    static final int OK = 0;
    /** The program has a syntax error, ended in a top-level {@code Error} or reached a limit. */
    static final int PROGRAM_ERROR = 1;

    static final int USAGE = 2;
    /** A difference, a conflict or damage was found. */
    static final int DIFFERENCE = 3;
    /** The store or the file system failed. */
    static final int STORE_FAILED = 4;
    /** Ctrl-C, as shells have it. */
    static final int INTERRUPTED = 130;

    /** Whoever read the output has closed it, as shells have it. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
