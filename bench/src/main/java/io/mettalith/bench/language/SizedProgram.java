package io.mettalith.bench.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the text of a program another size: the number in its last line, {@code !(name size)}. */
final class SizedProgram {
    private static final Pattern LAST_LINE = Pattern.compile("(?s)(.*\n!\\([^\\s()]+ )(\\d+)(\\)\\s*)");

    private SizedProgram() {}

    /**
     * Returns the text with the size.
     *
     * @throws IllegalArgumentException if the last line is not of that form
     */
    static String text(String text, long size) {
        final Matcher matcher = match(text);
        return matcher.group(1) + size + matcher.group(3);
    }

    /** Returns the size that stands in the text. */
    static long size(String text) {
        return Long.parseLong(match(text).group(2));
    }

    private static Matcher match(String text) {
        final Matcher matcher = LAST_LINE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no size in the last line: text ends in \""
                    + text.substring(text.stripTrailing().lastIndexOf('\n') + 1).strip()
                    + "\"; write !(name size)");
        }
        return matcher;
    }
}
