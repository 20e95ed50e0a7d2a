package io.mettalith.evaluator.atom;

/**
 * A floating point number of 64 bits.
 *
 * <p>As atoms, NaN equals NaN and {@code 0.0} differs from {@code -0.0}, as they do when stored.
 */
public final class FloatAtom extends NumberAtom {
    private final double value;

    FloatAtom(double value) {
        this.value = value;
    }

    /** Returns the number. */
    public double value() {
        return value;
    }

    @Override
    public double doubleValue() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatAtom number
                && Double.doubleToLongBits(value) == Double.doubleToLongBits(number.value);
    }

    @Override
    public int hashCode() {
        return Numbers.hash(value);
    }
}
