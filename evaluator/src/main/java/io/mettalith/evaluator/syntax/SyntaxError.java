package io.mettalith.evaluator.syntax;

/**
 * A place where a text is not MeTTa.
 *
 * @param span what is wrong
 * @param message the rule it breaks, in lower case and without a full stop
 * @param hint what helps to mend it, or an empty string
 */
public record SyntaxError(SourceSpan span, String message, String hint) {
    static final String UNCLOSED_BRACKET = "unexpected end of expression";
    static final String UNCLOSED_STRING = "unclosed string literal";

    static SyntaxError unexpectedBracket(SourceText source, int offset) {
        return new SyntaxError(new SourceSpan(source, offset, offset + 1), "unexpected right bracket", "");
    }

    static SyntaxError unclosedBracket(SourceText source, int offset) {
        return new SyntaxError(
                new SourceSpan(source, offset, offset + 1), UNCLOSED_BRACKET, "this bracket is never closed");
    }

    /** Reports whether more text could mend it, which is when a prompt asks for another line. */
    public boolean isUnclosed() {
        return message.equals(UNCLOSED_BRACKET) || message.equals(UNCLOSED_STRING);
    }

    /** Returns the place and the message in one line. */
    public String describe() {
        return span.describe() + ": " + message;
    }

    /**
     * Returns the error as shown to a person, of three lines without a line feed at the end.
     *
     * <pre>
     * error: quickstart.metta:3:12: unexpected right bracket
     *    3 | (foo (bar)))
     *      |            ^
     * </pre>
     */
    public String render() {
        StringBuilder out = new StringBuilder("error: ").append(describe()).append('\n');
        new SourceExcerpt(span.source(), span.startOffset()).append(out);
        return hint.isEmpty() ? out.toString() : out.append(' ').append(hint).toString();
    }
}
