package io.mettalith.evaluator.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of one top-level atom without the closing brackets, an expression before its children.
 *
 * <pre>
 * 3n      start offset of token n
 * 3n + 1  its end offset; of an expression, that of its opening bracket
 * 3n + 2  the arity of an expression, so far; complemented, what else the token is
 * </pre>
 *
 * <p>Reusable; not thread-safe.
 */
final class AtomTokens {
    static final int WORD = ~0;
    static final int VARIABLE = ~1;
    static final int STRING = ~2;

    private static final int STRIDE = 3;

    private int[] tokens = new int[64 * STRIDE];
    private int used;
    private int[] open = new int[32];
    private int openCount;
    private final List<String> strings = new ArrayList<>();

    void clear() {
        used = 0;
        openCount = 0;
        if (!strings.isEmpty()) {
            strings.clear();
        }
    }

    /** Adds a token that is no bracket. */
    void add(int what, int start, int end) {
        countAsChild();
        append(start, end, what);
    }

    /** Adds a string, of which {@link #strings} keeps the value. */
    void addString(String value, int start, int end) {
        strings.add(value);
        add(STRING, start, end);
    }

    /** Adds an expression that the next tokens are children of. */
    void open(int start, int end) {
        countAsChild();
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount++] = used;
        append(start, end, 0);
    }

    /** Ends the innermost open expression; there is one. */
    void close() {
        openCount--;
    }

    /** Reports whether an expression is not at its end. */
    boolean isOpen() {
        return openCount > 0;
    }

    int count() {
        return used / STRIDE;
    }

    int start(int token) {
        return tokens[STRIDE * token];
    }

    int end(int token) {
        return tokens[STRIDE * token + 1];
    }

    /** Returns the arity of an expression, or what else the token is, which is negative. */
    int what(int token) {
        return tokens[STRIDE * token + 2];
    }

    /** Returns the values of the strings, in their order. */
    List<String> strings() {
        return strings;
    }

    private void countAsChild() {
        if (openCount > 0) {
            tokens[open[openCount - 1] + 2]++;
        }
    }

    private void append(int start, int end, int what) {
        if (used + STRIDE > tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * tokens.length);
        }
        tokens[used] = start;
        tokens[used + 1] = end;
        tokens[used + 2] = what;
        used += STRIDE;
    }
}
