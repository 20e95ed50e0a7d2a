package io.mettalith.evaluator.syntax;

/**
 * A part of a text.
 *
 * @param source the text
 * @param startOffset the first byte of the part
 * @param endOffset the byte after the last
 */
public record SourceSpan(SourceText source, int startOffset, int endOffset) {
    /** Returns the line of the beginning. */
    public int line() {
        return source.line(startOffset);
    }

    /** Returns the column of the beginning. */
    public int column() {
        return source.column(startOffset);
    }

    /** Returns the part itself. */
    public String text() {
        return source.text(startOffset, endOffset);
    }

    /** Returns where the part begins, as in {@code file.metta:3:14}. */
    public String describe() {
        return source.name() + ":" + line() + ":" + column();
    }

    /** Returns the line of the beginning with a caret under it, in two lines without a line feed at the end. */
    public String excerpt() {
        final StringBuilder out = new StringBuilder();
        new SourceExcerpt(source, startOffset).append(out);
        return out.toString();
    }

    @Override
    public String toString() {
        return describe();
    }
}
