package io.mettalith.evaluator.syntax;

import java.util.stream.IntStream;

/**
 * A line of a text with a caret under one place of it.
 *
 * <pre>
 *    3 | (foo (bar)))
 *      |            ^
 * </pre>
 *
 * <p>A tab is copied into the line of the caret, any other character counts as wide as a blank, control characters are
 * not printed, and of a long line only the surroundings are shown.
 */
final class SourceExcerpt {
    private static final int SHOWN_CODE_POINTS = 60;
    private static final int NUMBER_WIDTH = 4;
    private static final String CLIPPED = "...";

    private final SourceText source;
    private final int offset;
    private final int line;
    private final int start;
    private final int end;

    SourceExcerpt(SourceText source, int offset) {
        this.source = source;
        this.offset = offset;
        line = source.line(offset);
        start = source.codePointsBefore(offset, SHOWN_CODE_POINTS, source.lineStartOffset(line));
        end = source.codePointsAfter(offset, SHOWN_CODE_POINTS, source.lineEndOffset(line));
    }

    void append(StringBuilder out) {
        String number = Integer.toString(line);
        int width = Math.max(NUMBER_WIDTH, number.length());
        out.append(" ".repeat(width - number.length())).append(number).append(" | ");
        out.append(clippedBefore());
        printable(source.text(start, end)).forEach(out::appendCodePoint);
        out.append(end < source.lineEndOffset(line) ? CLIPPED : "").append('\n');

        out.append(" ".repeat(width))
                .append(" | ")
                .append(" ".repeat(clippedBefore().length()));
        printable(source.text(start, offset)).forEach(codePoint -> out.append(codePoint == '\t' ? '\t' : ' '));
        out.append('^');
    }

    private String clippedBefore() {
        return start > source.lineStartOffset(line) ? CLIPPED : "";
    }

    private static IntStream printable(String text) {
        return text.codePoints()
                .map(codePoint -> codePoint != '\t' && Character.isISOControl(codePoint) ? 0xFFFD : codePoint);
    }
}
