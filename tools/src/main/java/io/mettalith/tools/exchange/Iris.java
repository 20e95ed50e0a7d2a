package io.mettalith.tools.exchange;

import java.util.regex.Pattern;

/** Which symbols are IRIs in brackets and blank nodes, and which characters they are made of. */
final class Iris {
    /** What may stand in an IRI only as an escape, besides control characters and the space. */
    private static final String UNFIT = "<>\"{}|^`\\";

    private static final String FIT_CHARACTERS = "[^\\x00-\\x20<>\"{}|^`\\\\]*+";
    private static final String ESCAPE = "\\\\u00(?:[01][0-9A-F]|2[02]|3[CE]|5[CE]|60|7[BCD])";
    private static final Pattern IRI =
            Pattern.compile("<[A-Za-z][A-Za-z0-9+.-]*+:" + FIT_CHARACTERS + "(?:" + ESCAPE + FIT_CHARACTERS + ")*+>");

    private Iris() {}

    /** Reports whether a text is an IRI in brackets, with escapes only where they are needed. */
    static boolean isIri(String text) {
        return IRI.matcher(text).matches();
    }

    /** Reports whether a character stands in an IRI only as an escape. */
    static boolean isUnfit(int character) {
        return character <= ' ' || character < 0x80 && UNFIT.indexOf(character) >= 0;
    }

    /** Reports whether a text is a blank node with a label. */
    static boolean isBlank(String text) {
        int at = TripleWriter.BLANK.length();
        if (!text.startsWith(TripleWriter.BLANK) || at == text.length() || text.endsWith(".")) {
            return false;
        }
        if (!beginsLabel(text.codePointAt(at))) {
            return false;
        }
        return text.codePoints().skip(2).allMatch(c -> c == '.' || continuesLabel(c));
    }

    /** Reports whether a blank node's label may begin with a character. */
    static boolean beginsLabel(int c) {
        return c == '_' || c >= '0' && c <= '9' || isBase(c);
    }

    /** Reports whether a blank node's label may go on, and end, with a character. */
    static boolean continuesLabel(int c) {
        return beginsLabel(c) || c == '-' || c == 0xB7 || c >= 0x300 && c <= 0x36F || c == 0x203F || c == 0x2040;
    }

    /** The letters of the grammar, {@code PN_CHARS_BASE}. */
    private static boolean isBase(int c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        }
        return c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7
                || c >= 0x370 && c <= 0x1FFF && c != 0x37E
                || c == 0x200C
                || c == 0x200D
                || c >= 0x2070 && c <= 0x218F
                || c >= 0x2C00 && c <= 0x2FEF
                || c >= 0x3001 && c <= 0xD7FF
                || c >= 0xF900 && c <= 0xFDCF
                || c >= 0xFDF0 && c <= 0xFFFD
                || c >= 0x10000 && c <= 0xEFFFF;
    }
}
