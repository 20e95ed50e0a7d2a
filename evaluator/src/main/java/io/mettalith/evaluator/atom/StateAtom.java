package io.mettalith.evaluator.atom;

/** The handle of a mutable cell of an environment: 128 bits that name it, whatever it holds. */
public final class StateAtom extends Grounded {
    private final long high;
    private final long low;

    /** Makes the handle of the state with that id. */
    public StateAtom(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** Returns the upper 64 bits of the id. */
    public long high() {
        return high;
    }

    /** Returns the lower 64 bits of the id. */
    public long low() {
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateAtom state && high == state.high && low == state.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * high + low);
    }
}
