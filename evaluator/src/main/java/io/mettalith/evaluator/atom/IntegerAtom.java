package io.mettalith.evaluator.atom;

/** An integer of 64 bits. {@link Numbers#integer(long)} makes them. */
public final class IntegerAtom extends NumberAtom {
    private final long value;

    IntegerAtom(long value) {
        this.value = value;
    }

    /** Returns the number. */
    public long value() {
        return value;
    }

    @Override
    public double doubleValue() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntegerAtom integer && value == integer.value;
    }

    @Override
    public int hashCode() {
        return Numbers.hash(value);
    }
}
