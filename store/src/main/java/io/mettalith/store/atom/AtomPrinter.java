package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/**
 * Writes atom codes as MeTTa text, in the form of hyperon-experimental.
 *
 * <table>
 *   <caption>Text by kind</caption>
 *   <tr><th>kind</th><th>text</th></tr>
 *   <tr><td>symbol</td><td>its name, as it is</td></tr>
 *   <tr><td>variable</td><td>{@code $} and its name</td></tr>
 *   <tr><td>boolean</td><td>{@code True} or {@code False}</td></tr>
 *   <tr><td>integer</td><td>decimal digits, of any number</td></tr>
 *   <tr><td>float</td><td>see {@link #formatFloat}</td></tr>
 *   <tr><td>string</td><td>see {@link #appendQuoted}</td></tr>
 *   <tr><td>state</td><td>{@code (State #1f)}, the id in hexadecimal</td></tr>
 *   <tr><td>space</td><td>{@code &space-1f}, the id in hexadecimal</td></tr>
 *   <tr><td>expression</td><td>its children between parentheses, one space apart</td></tr>
 * </table>
 *
 * <p>The text is the same on every JDK. Threading: stateless. Complexity: linear in the text, whatever the depth,
 * except for integers of very many digits.
 */
public final class AtomPrinter {
    private static final Leaves USUAL = (out, leaf) -> false;

    private final AtomReader reader = new AtomReader();
    private final OpenExpressions expressions = new OpenExpressions();
    private final StringBuilder out;
    private final Leaves leaves;

    private AtomPrinter(StringBuilder out, Leaves leaves) {
        this.out = out;
        this.leaves = leaves;
    }

    /** Prints some atoms without children in a way of its own. */
    @FunctionalInterface
    public interface Leaves {
        /**
         * Appends the text of an atom without children, or leaves it to the printer.
         *
         * @param out that receives the text.
         * @param leaf stands on the atom; not to be moved.
         * @return whether the text was appended.
         */
        boolean append(StringBuilder out, AtomReader leaf);
    }

    /**
     * Text of an atom.
     *
     * @param code of the atom.
     * @return the text.
     */
    public static String print(AtomCode code) {
        StringBuilder out = new StringBuilder(code.length() * 2);
        append(out, code);
        return out.toString();
    }

    /**
     * Appends the text of an atom.
     *
     * @param out that receives the text.
     * @param code of the atom.
     */
    public static void append(StringBuilder out, AtomCode code) {
        AtomPrinter printer = new AtomPrinter(out, USUAL);
        printer.reader.wrap(code);
        printer.print();
    }

    /**
     * Appends the text of the atom at an offset.
     *
     * @param out that receives the text.
     * @param buffer that holds the code.
     * @param offset of the atom's first byte.
     * @param limit offset that the atom must not pass.
     * @throws AtomCodeException if the bytes up to the limit do not begin with a whole atom.
     */
    public static void append(StringBuilder out, DirectBuffer buffer, int offset, int limit) {
        append(out, buffer, offset, limit, USUAL);
    }

    /**
     * Appends the text of the atom at an offset, some of its parts in a way of their own.
     *
     * @param out that receives the text.
     * @param buffer that holds the code.
     * @param offset of the atom's first byte.
     * @param limit offset that the atom must not pass.
     * @param leaves is asked for every part without children.
     * @throws AtomCodeException if the bytes up to the limit do not begin with a whole atom.
     */
    public static void append(StringBuilder out, DirectBuffer buffer, int offset, int limit, Leaves leaves) {
        AtomPrinter printer = new AtomPrinter(out, leaves);
        printer.reader.wrap(buffer, offset, limit);
        printer.print();
    }

    /**
     * Text of a float, as Rust's {@code {:?}} gives it: the shortest digits that read back as the same value (the
     * nearest where there are several, the greater of two equally near), in decimal notation from 1e-4 up to but not
     * including 1e16, and in exponential notation beyond: {@code 5.0}, {@code 0.0001}, {@code 1e-5}, {@code 1.234e-5},
     * {@code 1e16}. The rest is {@code 0.0}, {@code -0.0}, {@code inf}, {@code -inf} and {@code NaN}.
     *
     * @param value of the float.
     * @return the text.
     */
    public static String formatFloat(double value) {
        return FloatText.format(value);
    }

    /**
     * Appends a string between quotes, escaped: {@code \"}, {@code \\}, {@code \n}, {@code \r}, {@code \t}, and as
     * <code>&#92;u{1b}</code> the other control characters, separators and invisible format characters of the basic
     * plane.
     *
     * <p>This is the form of Rust's {@code {:?}} but for what would change with the version of Unicode (Rust escapes
     * combining and unassigned characters too) and for the zero character, which is <code>&#92;u{0}</code>, since MeTTa
     * does not read {@code \0}.
     *
     * @param out that receives the text.
     * @param text of the string.
     * @return out.
     */
    public static StringBuilder appendQuoted(StringBuilder out, CharSequence text) {
        QuotedText.append(out, text);
        return out;
    }

    private void print() {
        while (reader.advance()) {
            if (reader.arity() > 0) {
                out.append('(');
                expressions.open(reader.arity());
            } else {
                appendLeaf();
                appendAfterLeaf();
            }
        }
    }

    private void appendAfterLeaf() {
        for (int ended = expressions.close(); ended > 0; ended--) {
            out.append(')');
        }
        if (expressions.depth() > 0) {
            out.append(' ');
        }
    }

    private void appendLeaf() {
        if (!leaves.append(out, reader)) {
            appendUsual();
        }
    }

    private void appendUsual() {
        switch (reader.kind()) {
            case VARIABLE -> out.append('$').append(reader.text());
            case BOOL -> out.append(reader.boolValue() ? "True" : "False");
            case INTEGER -> appendInteger();
            case FLOAT -> out.append(formatFloat(reader.doubleValue()));
            case STRING -> appendQuoted(out, reader.text());
            case STATE -> appendId("(State #").append(')');
            case SPACE -> appendId("&space-");
            case EXPRESSION -> out.append("()");
            case SYMBOL -> out.append(reader.text());
        }
    }

    private void appendInteger() {
        if (reader.isBigInteger()) {
            out.append(reader.bigIntegerValue());
        } else {
            out.append(reader.longValue());
        }
    }

    private StringBuilder appendId(String prefix) {
        out.append(prefix);
        if (reader.high() == 0) {
            return out.append(Long.toHexString(reader.low()));
        }
        String low = Long.toHexString(reader.low());
        return out.append(Long.toHexString(reader.high()))
                .append("0".repeat(2 * Long.BYTES - low.length()))
                .append(low);
    }
}
