package io.mettalith.evaluator.atom;

import java.math.BigInteger;

/**
 * An integer that does not fit 64 bits, and so never equals an {@link IntegerAtom}. {@link Numbers#integer(BigInteger)}
 * makes them.
 */
public final class BigIntegerAtom extends NumberAtom {
    private final BigInteger value;

    BigIntegerAtom(BigInteger value) {
        this.value = value;
    }

    /** Returns the number. */
    public BigInteger value() {
        return value;
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BigIntegerAtom integer && value.equals(integer.value);
    }

    @Override
    public int hashCode() {
        return Numbers.hash(doubleValue());
    }
}
