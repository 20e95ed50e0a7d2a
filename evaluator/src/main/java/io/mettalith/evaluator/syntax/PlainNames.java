package io.mettalith.evaluator.syntax;

import java.util.Arrays;

/**
 * Tells which names read back as what they name when they are written as they are. Any text can be the name of a symbol
 * or variable that a program made; a text that has a blank in it, for one, cannot be written.
 *
 * <p>Names are UTF-8. What a tokenizer binds is not known here.
 */
public final class PlainNames {
    private static final byte[] TRUE = {'T', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'F', 'a', 'l', 's', 'e'};

    private PlainNames() {}

    /** Reports whether the symbol of that name is written as its name. */
    public static boolean isSymbol(byte[] utf8, int offset, int length) {
        int end = offset + length;
        return length > 0
                && utf8[offset] != '"'
                && utf8[offset] != '$'
                && Lexer.endOfWord(utf8, offset, end) == end
                && !isNumber(utf8, offset, end)
                && !Arrays.equals(TRUE, 0, TRUE.length, utf8, offset, end)
                && !Arrays.equals(FALSE, 0, FALSE.length, utf8, offset, end);
    }

    private static boolean isNumber(byte[] utf8, int start, int end) {
        return NumberLiteral.isLikely(utf8, start, end) && NumberLiteral.parse(utf8, start, end) != null;
    }

    /** Reports whether the variable of that name is written as {@code $} and its name. */
    public static boolean isVariable(byte[] utf8, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            if (utf8[at] == '#' || Lexer.endsVariable(utf8, at)) {
                return false;
            }
        }
        return true;
    }
}
