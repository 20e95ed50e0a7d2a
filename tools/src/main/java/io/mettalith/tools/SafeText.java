package io.mettalith.tools;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Text of others on its way to a terminal: control characters but line feeds and tabs are written as MeTTa escapes them,
 * so that none of them moves the cursor or changes what has been printed.
 */
final class SafeText extends FilterWriter {
    SafeText(Writer to) {
        super(to);
    }

    /** Returns a text without control characters. */
    static String of(String text) {
        if (text.chars().allMatch(SafeText::isSafe)) {
            return text;
        }
        final StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> safe.append(isSafe(c) ? Character.toString(c) : escape(c)));
        return safe.toString();
    }

    private static boolean isSafe(int c) {
        return c == '\n' || c == '\t' || !Character.isISOControl(c);
    }

    private static String escape(int c) {
        return c <= 0x7F ? String.format(Locale.ROOT, "\\x%02x", c) : String.format(Locale.ROOT, "\\u{%x}", c);
    }

    @Override
    public void write(int c) throws IOException {
        write(Character.toString((char) c), 0, 1);
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        write(new String(characters, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(of(text.substring(offset, offset + length)));
    }
}
