package io.mettalith.evaluator.syntax;

import java.util.List;

/**
 * Splits a text into tokens, by the rules of hyperon-experimental.
 *
 * <ul>
 *   <li>White space is that of Unicode. {@code ;} begins a comment, which ends with the line.
 *   <li>{@code (} and {@code )} are tokens by themselves.
 *   <li>A token that begins with {@code "} is a string, to the next {@code "} that is not escaped, over any number of
 *       lines. Escapes are {@code \' \" \\ \n \r \t}, {@code \xHH} up to 7F, and <code>&#92;u{H..}</code> of up to 8
 *       digits.
 *   <li>A token that begins with {@code $} is a variable, to the next white space or bracket; {@code ;} and {@code "}
 *       are part of its name, {@code #} is an error.
 *   <li>Any other token is a word, to the next white space, bracket or {@code ;}. One that begins with {@code <}, a scheme
 *       and a colon is an IRI, of which brackets and {@code ;} are part, if its {@code >} comes before anything that no IRI
 *       has in it. Only this is not as in hyperon-experimental, where such an IRI cannot be written.
 * </ul>
 *
 * <p>An error is added to a list, and reading goes on behind it. An unclosed string and malformed bytes leave nothing
 * to go on with: the text {@link #isCutShort() is cut short} there.
 *
 * <p>Threading: not thread-safe.
 */
final class Lexer {
    private static final byte PART_OF_WORD = 0;
    private static final byte BLANK = 1;
    private static final byte BRACKET = 2;
    private static final byte SEMICOLON = 3;
    private static final byte LEADS_BLANK = 4;
    private static final byte[] CLASSES = classes();

    private static final int INVALID = -1;
    private static final int NO_IRI = -1;
    private static final int UNDECIDED = -2;
    private static final int MOST_UNICODE_DIGITS = 8;
    private static final String ESCAPES = "the escapes are \\' \\\" \\\\ \\n \\r \\t \\xHH (up to 7F) \\u{H..}";

    private final SourceText source;
    private final byte[] text;
    private final int limit;
    private final boolean continued;
    private final List<SyntaxError> errors;
    private final StringBuilder unescaped = new StringBuilder();

    private int position;
    private int start;
    private int lastComment;
    private String string;
    private boolean cutShort;

    Lexer(SourceText source, List<SyntaxError> errors) {
        this(source, errors, false);
    }

    /**
     * Makes a lexer of a part of a text.
     *
     * @param continued whether the text goes on behind the part: then an IRI that does not end in it reaches to its end
     */
    Lexer(SourceText source, List<SyntaxError> errors, boolean continued) {
        this.source = source;
        this.continued = continued;
        this.errors = errors;
        text = source.utf8();
        limit = source.validLength();
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int blank : new int[] {'\t', '\n', 0x0B, '\f', '\r', ' '}) {
            classes[blank] = BLANK;
        }
        for (int lead : new int[] {0xC2, 0xE1, 0xE2, 0xE3}) {
            classes[lead] = LEADS_BLANK;
        }
        classes['('] = BRACKET;
        classes[')'] = BRACKET;
        classes[';'] = SEMICOLON;
        return classes;
    }

    /** Moves to the next token and returns its kind, {@link TokenKind#END} for ever after the last. */
    TokenKind next() {
        skipBlanksAndComments();
        start = position;
        if (position == limit) {
            return endOfText();
        }
        return switch (text[position]) {
            case '(' -> readBracket(TokenKind.OPEN);
            case ')' -> readBracket(TokenKind.CLOSE);
            case '"' -> readString();
            case '$' -> readVariable();
            default -> readWord();
        };
    }

    /** Returns the offset of the token. */
    int start() {
        return start;
    }

    /** Returns the offset behind the token. */
    int end() {
        return position;
    }

    /** Returns the offset of the last comment passed over, 0 before the first. */
    int lastComment() {
        return lastComment;
    }

    /** Returns the value of a string token. */
    String string() {
        return string;
    }

    /** Reports whether the text ended inside something that gave no chance to close brackets. */
    boolean isCutShort() {
        return cutShort;
    }

    private TokenKind endOfText() {
        if (limit < text.length && !cutShort) {
            error(limit, limit + 1, "malformed UTF-8", "save the text as UTF-8");
            cutShort = true;
        }
        return TokenKind.END;
    }

    private void skipBlanksAndComments() {
        while (position < limit) {
            byte kind = CLASSES[text[position] & 0xFF];
            if (kind == BLANK) {
                position++;
            } else if (kind == SEMICOLON) {
                skipComment();
            } else if (kind == LEADS_BLANK && wideBlankLength(text, position) > 0) {
                position += wideBlankLength(text, position);
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        lastComment = position;
        while (position < limit && text[position] != '\n') {
            position++;
        }
    }

    /** Returns the length of the white space beyond ASCII that begins at an offset, 0 if there is none. */
    private static int wideBlankLength(byte[] text, int at) {
        int second = text[at + 1] & 0xFF;
        if ((text[at] & 0xFF) == 0xC2) {
            return second == 0x85 || second == 0xA0 ? 2 : 0;
        }
        return isWideBlank((text[at] & 0x0F) << 12 | (second & 0x3F) << 6 | text[at + 2] & 0x3F) ? 3 : 0;
    }

    private static boolean isWideBlank(int codePoint) {
        return switch (codePoint) {
            case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
    }

    private TokenKind readBracket(TokenKind kind) {
        position++;
        return kind;
    }

    private TokenKind readWord() {
        position = continued && endOfIri(text, position, limit) == UNDECIDED ? limit : endOfWord(text, position, limit);
        return TokenKind.WORD;
    }

    /** Returns where the word ends that begins at an offset, in valid UTF-8. */
    static int endOfWord(byte[] text, int offset, int limit) {
        int at = Math.max(offset, endOfIri(text, offset, limit));
        while (at < limit) {
            byte kind = CLASSES[text[at] & 0xFF];
            if (kind != PART_OF_WORD && (kind != LEADS_BLANK || wideBlankLength(text, at) > 0)) {
                break;
            }
            at++;
        }
        return at;
    }

    /**
     * Returns where the IRI ends that begins at an offset, {@link #NO_IRI} if none does, {@link #UNDECIDED} if that depends
     * on what follows the limit.
     */
    private static int endOfIri(byte[] text, int offset, int limit) {
        if (offset < limit && text[offset] != '<') {
            return NO_IRI;
        }
        boolean scheme = true;
        for (int at = offset + 1; at < limit; at++) {
            byte c = text[at];
            if (scheme) {
                scheme = c != ':';
                if (scheme && !isSchemePart(c, at == offset + 1) || !scheme && at == offset + 1) {
                    return NO_IRI;
                }
            } else if (c == '>') {
                return at + 1;
            } else if (isUnfitForIri(c)) {
                return NO_IRI;
            }
        }
        return UNDECIDED;
    }

    private static boolean isSchemePart(byte c, boolean first) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return letter || !first && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.');
    }

    private static boolean isUnfitForIri(byte c) {
        return switch (c) {
            case '<', '"', '{', '}', '|', '^', '`' -> true;
            default -> c >= 0 && c <= ' ';
        };
    }

    private TokenKind readVariable() {
        int reserved = -1;
        int at = position + 1;
        while (at < limit && !endsVariable(text, at)) {
            if (text[at] == '#' && reserved < 0) {
                reserved = at;
            }
            at++;
        }
        position = at;
        if (reserved >= 0) {
            error(reserved, reserved + 1, "'#' char is reserved for internal usage", "name the variable without '#'");
        }
        return TokenKind.VARIABLE;
    }

    /** Reports whether the character at an offset, in valid UTF-8, is no part of a variable's name. */
    static boolean endsVariable(byte[] text, int at) {
        byte kind = CLASSES[text[at] & 0xFF];
        return kind == BLANK || kind == BRACKET || kind == LEADS_BLANK && wideBlankLength(text, at) > 0;
    }

    private TokenKind readString() {
        int from = position + 1;
        int at = from;
        while (at < limit && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        position = at;
        if (at < limit && text[at] == '"') {
            position++;
            string = source.text(from, at);
            return TokenKind.STRING;
        }
        return readEscapedString(from);
    }

    /** Reads on at the first escape of a string that begins at {@code from}. */
    private TokenKind readEscapedString(int from) {
        unescaped.setLength(0);
        int plain = from;
        while (position < limit && text[position] != '"') {
            if (text[position] == '\\') {
                unescaped.append(source.text(plain, position));
                readEscape();
                plain = position;
            } else {
                position++;
            }
        }
        if (position == limit) {
            return unclosedString();
        }
        string = unescaped.append(source.text(plain, position++)).toString();
        return TokenKind.STRING;
    }

    private TokenKind unclosedString() {
        if (limit == text.length) {
            error(start, start + 1, SyntaxError.UNCLOSED_STRING, "this quote is never closed");
            cutShort = true;
        }
        return endOfText();
    }

    private void readEscape() {
        int backslash = position++;
        if (position == limit) {
            return; // the string is unclosed, which is the greater error
        }
        int codePoint = escapedCodePoint();
        if (codePoint == INVALID) {
            error(backslash, position, "invalid escape sequence", ESCAPES);
        } else {
            unescaped.appendCodePoint(codePoint);
        }
    }

    private int escapedCodePoint() {
        byte escape = text[position++];
        return switch (escape) {
            case '\'', '"', '\\' -> escape;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'x' -> readTwoDigits();
            case 'u' -> readBracedDigits();
            default -> INVALID;
        };
    }

    private int readTwoDigits() {
        int value = 0;
        for (int i = 0; i < 2; i++) {
            int digit = hexDigit();
            if (digit < 0) {
                return INVALID;
            }
            value = value << 4 | digit;
            position++;
        }
        return value <= 0x7F ? value : INVALID;
    }

    /** Reads <code>{H..}</code>. As in hyperon no digits at all mean 0, and further opening braces are passed over. */
    private int readBracedDigits() {
        if (position == limit || text[position] != '{') {
            return INVALID;
        }
        int value = 0;
        for (int digits = 0; position < limit && text[position] != '}'; position++) {
            if (text[position] == '{') {
                continue;
            }
            int digit = hexDigit();
            if (digit < 0 || ++digits > MOST_UNICODE_DIGITS) {
                return INVALID;
            }
            value = value << 4 | digit;
        }
        if (position == limit) {
            return INVALID;
        }
        position++;
        return Character.isValidCodePoint(value) && !isSurrogate(value) ? value : INVALID;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Returns the value of the digit at the position, or -1. */
    private int hexDigit() {
        return position < limit ? Character.digit(text[position], 16) : -1;
    }

    private void error(int startOffset, int endOffset, String message, String hint) {
        errors.add(new SyntaxError(new SourceSpan(source, startOffset, endOffset), message, hint));
    }
}
