package io.mettalith.tools.exchange;

import java.io.IOException;
import java.io.Writer;

/**
 * How an export says that it is whole: its first line, a comment, announces that its last line, a comment too, has the
 * number of atoms. So one that was cut short is told from a whole one.
 */
enum ExportMark {
    METTA(";"),
    TRIPLES("#");

    /** What the first line of every version begins with, behind the sign of a comment. */
    private static final String NAME = " mettalith-export:";
    /** The version without a mark at the end. */
    private static final String UNMARKED = NAME + " 1";

    private static final String MARKED = NAME + " 2";

    private final String comment;

    ExportMark(String comment) {
        this.comment = comment;
    }

    /** Writes the first line. */
    void writeHeader(Writer out) throws IOException {
        out.append(comment).append(MARKED).append('\n');
    }

    /** Writes the last line. */
    void writeEnd(Writer out, long atoms) throws IOException {
        out.append(end(atoms)).append('\n');
    }

    private String end(long atoms) {
        return comment + " end: " + atoms + " atoms";
    }

    /** Reports whether a first line announces a mark at the end. */
    boolean isHeader(String line) {
        return line.stripTrailing().equals(comment + MARKED);
    }

    /** Reports whether a first line is that of an export without a mark. */
    boolean isUnmarkedHeader(String line) {
        return line.stripTrailing().equals(comment + UNMARKED);
    }

    /** Reports whether a first line is that of an export, of any version. */
    boolean isAnyHeader(String line) {
        return line.startsWith(comment + NAME);
    }

    /** Returns the versions that are read, as errors name them. */
    String known() {
        return comment + UNMARKED + " and" + MARKED.substring(NAME.length());
    }

    /**
     * Checks the mark at the end.
     *
     * @param last line that is not empty
     * @param atoms that were read
     * @throws FormatException if the export is not whole
     */
    void check(String file, String last, long atoms) {
        if (!last.stripTrailing().equals(end(atoms))) {
            throw new FormatException(file + ": the export is not whole: its last line should be '" + end(atoms)
                    + "'; export it again, or say --partial to take what is there");
        }
    }
}
