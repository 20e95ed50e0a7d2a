package io.mettalith.store.atom;

/** Text of strings, between quotes and with escapes. */
final class QuotedText {
    private QuotedText() {}

    static void append(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendChar(out, text.charAt(i));
        }
        out.append('"');
    }

    private static void appendChar(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> appendOther(out, c);
        }
    }

    private static void appendOther(StringBuilder out, char c) {
        if (hasGlyph(c)) {
            out.append(c);
        } else {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    /** False for controls, for spaces other than the usual one, and for marks that are invisible or turn the text. */
    private static boolean hasGlyph(char c) {
        if (c < 0x7F) {
            return c >= ' ';
        }
        if (c < 0x2000) {
            return c > 0xA0 && c != 0xAD;
        }
        return !(c <= 0x200F || c >= 0x2028 && c <= 0x202F || c >= 0x205F && c <= 0x206F || c == 0x3000 || c == 0xFEFF);
    }
}
