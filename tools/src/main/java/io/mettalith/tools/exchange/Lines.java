package io.mettalith.tools.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads a text line by line and knows the number of each. Lines end with LF or CR LF. Not thread-safe. */
final class Lines {
    private static final int LONGEST_BYTES = 1 << 27;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
    private String ending = "";
    private int position;
    private int limit;
    private long number;

    Lines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Returns the number of the last line read, from 1. */
    long number() {
        return number;
    }

    /** Returns what ended the last line: LF, CR LF, or nothing at the end of the text. */
    String ending() {
        return ending;
    }

    /**
     * Returns the next line without its end, or null where there is none.
     *
     * @throws FormatException if it is not UTF-8, or longer than any atom
     */
    String next() throws IOException {
        line.reset();
        number++;
        boolean any = false;
        ending = "";
        while (position < limit || fill()) {
            any = true;
            final int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            append(from, position - from);
            if (position < limit) {
                position++;
                ending = "\n";
                break;
            }
        }
        return any ? decode() : null;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private void append(int from, int length) {
        if (line.size() + length > LONGEST_BYTES) {
            throw FormatException.at(
                    file, number, 1, "line too long: longestBytes=" + LONGEST_BYTES, "is it a file of lines?");
        }
        line.write(buffer, from, length);
    }

    private String decode() {
        final byte[] bytes = line.toByteArray();
        final boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        ending = carriageReturn ? '\r' + ending : ending;
        final int length = bytes.length - (carriageReturn ? 1 : 0);
        final ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input)
                    .toString();
        } catch (final CharacterCodingException e) {
            final String before = new String(bytes, 0, input.position(), StandardCharsets.UTF_8);
            final int column = before.codePointCount(0, before.length()) + 1;
            throw FormatException.at(file, number, column, "malformed UTF-8", "save the text as UTF-8");
        }
    }
}
