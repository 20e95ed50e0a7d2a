package io.mettalith.tools;

/** What the exit codes of every command mean. */
final class ExitCode {
    static final int OK = 0;
    /** The program has a syntax error or ended in a top-level {@code Error}. */
    static final int PROGRAM_ERROR = 1;

    static final int USAGE = 2;
    /** A difference or damage was found. */
    static final int DIFFERENCE = 3;
    /** The store or the file system failed. */
    static final int STORE_FAILED = 4;

    private ExitCode() {}
}
