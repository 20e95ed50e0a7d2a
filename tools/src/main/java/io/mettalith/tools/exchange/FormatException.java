package io.mettalith.tools.exchange;

/** A file is not what its format asks for; the message names file, line and column and says what helps. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
        super(message);
    }

    /** Reports what is wrong at a place of a file, lines and columns counted from 1. */
    static FormatException at(String file, long line, long column, String rule, String remedy) {
        return new FormatException(file + ":" + line + ":" + column + ": " + rule + "; " + remedy);
    }
}
