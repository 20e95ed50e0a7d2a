package io.mettalith.tools.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows of a table: fields with a separator between them, quoted where they hold a separator, a quote (doubled) or the
 * end of a line. Empty lines are passed over. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class TableRows {
    private static final int LONGEST_FIELD = 1 << 24;
    private static final int UNKNOWN = -1;

    private final String file;
    private final Lines lines;
    private final char separator;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private int width = UNKNOWN;
    private String line;
    private int at;
    private long number;

    TableRows(String file, Lines lines, char separator) {
        this.file = file;
        this.lines = lines;
        this.separator = separator;
    }

    /** Returns the fields of the row, valid until the next. */
    List<String> fields() {
        return fields;
    }

    /** Returns the number of the line on which the row begins. */
    long number() {
        return number;
    }

    /**
     * Moves on to the next row.
     *
     * @throws FormatException if it is none, or has another number of fields than the first
     */
    boolean next() throws IOException {
        fields.clear();
        do {
            line = lines.next();
        } while (line != null && line.isEmpty());
        if (line == null) {
            return false;
        }
        number = lines.number();
        at = 0;
        readField();
        while (at < line.length()) {
            at++;
            readField();
        }
        if (width == UNKNOWN) {
            width = fields.size();
        }
        if (fields.size() < width) {
            throw error(lines.number(), at, "row of another length: fields=" + fields.size() + ", expected=" + width);
        }
        return true;
    }

    /** Reads a field, up to the separator behind it or the end of the row. */
    private void readField() throws IOException {
        if (fields.size() == width) {
            throw error(lines.number(), at, "row of another length: fields=more, expected=" + width);
        }
        fields.add(at < line.length() && line.charAt(at) == '"' ? quoted() : plain());
    }

    private String plain() {
        final int start = at;
        while (at < line.length() && line.charAt(at) != separator) {
            if (line.charAt(at) == '\r') {
                throw error(lines.number(), at, "carriage return without a line feed");
            }
            at++;
        }
        checkLength(at - start, lines.number(), start);
        return line.substring(start, at);
    }

    private String quoted() throws IOException {
        final long startLine = lines.number();
        final String firstLine = line;
        final int start = at++;
        text.setLength(0);
        while (true) {
            final int quote = line.indexOf('"', at);
            text.append(line, at, quote < 0 ? line.length() : quote);
            if (text.length() > LONGEST_FIELD) {
                throw error(
                        startLine,
                        firstLine,
                        start,
                        "field too long, or a quote that is never closed: longest=" + LONGEST_FIELD);
            }
            if (quote < 0) {
                text.append(lines.ending());
                line = lines.next();
                at = 0;
                if (line == null) {
                    throw error(startLine, firstLine, start, "this quote is never closed");
                }
            } else if (line.startsWith("\"\"", quote)) {
                text.append('"');
                at = quote + 2;
            } else {
                at = quote + 1;
                break;
            }
        }
        if (at < line.length() && line.charAt(at) != separator) {
            throw error(lines.number(), at, "text behind a closing quote");
        }
        return text.toString();
    }

    private void checkLength(int length, long atLine, int start) {
        if (length > LONGEST_FIELD) {
            throw error(atLine, start, "field too long: length=" + length + ", longest=" + LONGEST_FIELD);
        }
    }

    private FormatException error(long atLine, int position, String rule) {
        return error(atLine, line, position, rule);
    }

    private FormatException error(long atLine, String inLine, int position, String rule) {
        return FormatException.at(
                file,
                atLine,
                inLine.codePointCount(0, position) + 1,
                rule,
                "every row has as many fields as the first; a field with a separator, a quote or a line's end in it is"
                        + " quoted, and its quotes doubled");
    }
}
