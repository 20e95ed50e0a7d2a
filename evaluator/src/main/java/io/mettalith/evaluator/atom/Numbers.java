package io.mettalith.evaluator.atom;

import java.math.BigInteger;

/** Makes and compares number atoms. */
public final class Numbers {
    private static final int NEVER_TOO_LONG_BITS = 2 * Long.SIZE;
    private static final int SMALLEST_CACHED = -128;
    private static final int LARGEST_CACHED = 1023;
    private static final IntegerAtom[] SMALL = smallIntegers();

    private Numbers() {}

    private static IntegerAtom[] smallIntegers() {
        IntegerAtom[] small = new IntegerAtom[LARGEST_CACHED - SMALLEST_CACHED + 1];
        for (int i = 0; i < small.length; i++) {
            small[i] = new IntegerAtom(SMALLEST_CACHED + i);
        }
        return small;
    }

    /** Returns an integer; small ones are not allocated. */
    public static IntegerAtom integer(long value) {
        if (value >= SMALLEST_CACHED && value <= LARGEST_CACHED) {
            return SMALL[(int) value - SMALLEST_CACHED];
        }
        return new IntegerAtom(value);
    }

    /**
     * Returns an integer: an {@link IntegerAtom} if it fits 64 bits, otherwise a {@link BigIntegerAtom}. It may not be longer
     * than the evaluation under way allows.
     */
    public static NumberAtom integer(BigInteger value) {
        final int bits = value.bitLength();
        checkLength(bits);
        return bits < Long.SIZE ? integer(value.longValue()) : new BigIntegerAtom(value);
    }

    /** Sees to it that an integer to be calculated does not become longer than the evaluation under way allows. */
    public static void checkLength(long bits) {
        if (bits > NEVER_TOO_LONG_BITS) {
            Work.current().integer(bits);
        }
    }

    /** Returns a floating point number. */
    public static FloatAtom floating(double value) {
        return new FloatAtom(value);
    }

    /** Returns the hash of a number of that value, of whatever kind: numbers that {@code ==} holds for hash alike. */
    static int hash(double value) {
        return Double.hashCode(value + 0.0); // -0.0 becomes 0.0
    }

    /**
     * Reports whether the language's {@code ==} holds between two numbers.
     *
     * <p>Integers compare exactly. Where either number is a float, the other is rounded to a float first: {@code 1}
     * equals {@code 1.0}, {@code 0.0} equals {@code -0.0}, NaN equals nothing, and no integer equals an infinity.
     */
    public static boolean languageEquals(NumberAtom a, NumberAtom b) {
        if (a instanceof FloatAtom left) {
            return equalsFloat(left.value(), b);
        }
        return b instanceof FloatAtom right ? equalsFloat(right.value(), a) : a.equals(b);
    }

    private static boolean equalsFloat(double value, NumberAtom number) {
        return value == number.doubleValue() && !(number instanceof BigIntegerAtom && Double.isInfinite(value));
    }
}
