package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Numbers;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The words that are numbers.
 *
 * <pre>
 * integer  [-+]?\d+
 * float    [-+]?\d+\.\d+
 *          [-+]?\d+(\.\d+)?[eE][-+]?\d+
 * </pre>
 *
 * <p>So {@code +5} is a number while {@code .5} and {@code 5.} are symbols. Digits are those of ASCII. Integers have
 * any size, floats are the nearest representable.
 */
final class NumberLiteral {
    private static final int DIGITS_OF_LONG = 18;
    private static final int DIGITS_OF_DOUBLE = 15;
    private static final int DIGITS_READ_AT_ONCE = 1000;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private NumberLiteral() {}

    /** Reports whether a word begins as numbers do; only then {@link #parse} may find one. */
    static boolean isLikely(byte[] text, int start, int end) {
        int first = skipSign(text, start, end);
        return first < end && isDigit(text[first]);
    }

    /** Returns the number that a word denotes, or null if it is none. */
    static NumberAtom parse(byte[] text, int start, int end) {
        int digits = skipSign(text, start, end);
        int point = skipDigits(text, digits, end);
        if (point == digits) {
            return null;
        }
        if (point == end) {
            return integer(text, start, digits, end);
        }
        int exponent = text[point] == '.' ? skipDigits(text, point + 1, end) : point;
        if (exponent == point + 1) {
            return null;
        }
        if (exponent == end) {
            return decimal(text, start, digits, point, end);
        }
        return isExponent(text, exponent, end) ? floating(text, start, end) : null;
    }

    private static boolean isExponent(byte[] text, int start, int end) {
        int digits = skipSign(text, start + 1, end);
        return (text[start] | 0x20) == 'e' && digits < end && skipDigits(text, digits, end) == end;
    }

    private static NumberAtom integer(byte[] text, int start, int digits, int end) {
        if (end - digits > DIGITS_OF_LONG) {
            BigInteger magnitude = bigInteger(ascii(text, digits, end));
            return Numbers.integer(text[start] == '-' ? magnitude.negate() : magnitude);
        }
        long value = decimalValue(0, text, digits, end);
        return Numbers.integer(text[start] == '-' ? -value : value);
    }

    /** Reads long digits in halves, since {@link BigInteger} takes a time quadratic in their number. */
    private static BigInteger bigInteger(String digits) {
        if (digits.length() <= DIGITS_READ_AT_ONCE) {
            return new BigInteger(digits);
        }
        int half = digits.length() / 2;
        BigInteger upper = bigInteger(digits.substring(0, digits.length() - half));
        return upper.multiply(BigInteger.TEN.pow(half)).add(bigInteger(digits.substring(digits.length() - half)));
    }

    /** Reads a float without exponent. Of two numbers that are exact as floats, one division rounds correctly. */
    private static FloatAtom decimal(byte[] text, int start, int digits, int point, int end) {
        if (end - digits - 1 > DIGITS_OF_DOUBLE) {
            return floating(text, start, end);
        }
        long unscaled = decimalValue(decimalValue(0, text, digits, point), text, point + 1, end);
        double value = unscaled / POWERS_OF_TEN[end - point - 1];
        return Numbers.floating(text[start] == '-' ? -value : value);
    }

    private static FloatAtom floating(byte[] text, int start, int end) {
        return Numbers.floating(Double.parseDouble(ascii(text, start, end)));
    }

    private static long decimalValue(long before, byte[] text, int start, int end) {
        long value = before;
        for (int at = start; at < end; at++) {
            value = 10 * value + text[at] - '0';
        }
        return value;
    }

    private static String ascii(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static int skipSign(byte[] text, int at, int end) {
        return at < end && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
    }

    private static int skipDigits(byte[] text, int start, int end) {
        int at = start;
        while (at < end && isDigit(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
