package io.mettalith.evaluator.atom;

/** An exact integer of any size, or a floating point number. {@link Numbers} makes them. */
public abstract sealed class NumberAtom extends Grounded permits IntegerAtom, BigIntegerAtom, FloatAtom {
    NumberAtom() {}

    /** Returns the nearest floating point number, infinite for an integer beyond the range. */
    public abstract double doubleValue();
}
