package io.mettalith.tools.exchange;

import io.mettalith.evaluator.syntax.PlainNames;
import io.mettalith.store.atom.AtomPrinter;
import io.mettalith.store.atom.AtomReader;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * The words and forms by which exported MeTTa says what MeTTa's text has no form for. They hold in files that begin as an
 * {@link ExportMark} says, and there every word that begins with a backslash is one of them.
 *
 * <pre>
 * \symbol:NAME           a symbol whose name is no word; %HH stands for a byte of its UTF-8
 * \variable:NAME         a variable of such a name
 * \float:NaN             also inf and -inf
 * \state:HIGH-LOW        the handle of a state, its id in hexadecimal
 * \space:HIGH-LOW        the handle of a space
 *
 * (\copies N ATOM)       N copies of an atom
 * (\in \space:HIGH-LOW)  what follows is in that space
 * (\set \state:.. VALUE) what a state holds
 * (\bind "TOKEN" VALUE)  what a token is bound to
 * </pre>
 *
 * <p>Printing here, reading in {@link EscapedSink}. Threading: a printer belongs to one thread.
 */
final class Escapes implements AtomPrinter.Leaves {
    static final char MARK = '\\';
    static final String SYMBOL = "\\symbol:";
    static final String VARIABLE = "\\variable:";
    static final String FLOAT = "\\float:";
    static final String STATE = "\\state:";
    static final String SPACE = "\\space:";
    static final String COPIES = "\\copies";
    static final String IN = "\\in";
    static final String SET = "\\set";
    static final String BIND = "\\bind";

    /** The word that stands for the main space. */
    private static final String SELF = "&self";

    private static final String EXECUTE = "!";
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private byte[] name = new byte[256];

    /** Appends a whole atom, in a form that reads back as the same. */
    void appendAtom(StringBuilder out, DirectBuffer atom, int offset, int limit) {
        final int start = out.length();
        AtomPrinter.append(out, atom, offset, limit, this);
        if (out.length() == start + 1 && out.charAt(start) == EXECUTE.charAt(0)) {
            out.setLength(start);
            appendEscaped(out.append(SYMBOL), EXECUTE);
        }
    }

    @Override
    public boolean append(StringBuilder out, AtomReader leaf) {
        return switch (leaf.kind()) {
            case SYMBOL -> appendSymbol(out, leaf);
            case VARIABLE -> appendVariable(out, leaf);
            case FLOAT -> appendFloat(out, leaf.doubleValue());
            case STATE -> appendHandle(out.append(STATE), leaf);
            case SPACE -> appendSpace(out, leaf);
            default -> false;
        };
    }

    private boolean appendSymbol(StringBuilder out, AtomReader leaf) {
        final int length = readName(leaf);
        final boolean plain = length > 0 && name[0] != MARK && PlainNames.isSymbol(name, 0, length);
        final String text = leaf.text();
        if (plain && !text.equals(SELF)) {
            out.append(text);
        } else {
            appendEscaped(out.append(SYMBOL), text);
        }
        return true;
    }

    private boolean appendVariable(StringBuilder out, AtomReader leaf) {
        final int length = readName(leaf);
        if (PlainNames.isVariable(name, 0, length)) {
            out.append('$').append(leaf.text());
        } else {
            appendEscaped(out.append(VARIABLE), leaf.text());
        }
        return true;
    }

    private int readName(AtomReader leaf) {
        final int length = leaf.textLength();
        if (length > name.length) {
            name = new byte[Math.max(length, 2 * name.length)];
        }
        leaf.getText(name, 0);
        return length;
    }

    private static boolean appendFloat(StringBuilder out, double value) {
        if (Double.isFinite(value)) {
            return false;
        }
        out.append(FLOAT).append(AtomPrinter.formatFloat(value));
        return true;
    }

    private static boolean appendSpace(StringBuilder out, AtomReader leaf) {
        if (leaf.high() == 0 && leaf.low() == 0) {
            out.append(SELF);
            return true;
        }
        return appendHandle(out.append(SPACE), leaf);
    }

    private static boolean appendHandle(StringBuilder out, AtomReader leaf) {
        appendId(out, leaf.high(), leaf.low());
        return true;
    }

    /** Appends the two halves of an id. */
    static StringBuilder appendId(StringBuilder out, long high, long low) {
        return out.append(Long.toHexString(high)).append('-').append(Long.toHexString(low));
    }

    /** Appends a name in which every byte that may end a word is written as {@code %HH}. */
    private static void appendEscaped(StringBuilder out, String text) {
        text.codePoints().forEach(character -> {
            if (isSafe(character)) {
                out.appendCodePoint(character);
            } else {
                appendBytes(out, Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static boolean isSafe(int character) {
        return switch (character) {
            case '(', ')', ';', '%' -> false;
            default ->
                !Character.isISOControl(character)
                        && !Character.isWhitespace(character)
                        && !Character.isSpaceChar(character);
        };
    }

    private static void appendBytes(StringBuilder out, byte[] utf8) {
        for (final byte b : utf8) {
            out.append('%').append(DIGITS[b >> 4 & 0xF]).append(DIGITS[b & 0xF]);
        }
    }
}
