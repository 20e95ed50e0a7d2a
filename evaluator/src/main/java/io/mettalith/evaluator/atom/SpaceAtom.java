package io.mettalith.evaluator.atom;

/** The handle of a space of an environment: 128 bits that name it, whatever it holds. */
public final class SpaceAtom extends Grounded {
    private final long high;
    private final long low;

    /** Makes the handle of the space with that id. */
    public SpaceAtom(long high, long low) {
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
        return other instanceof SpaceAtom space && high == space.high && low == space.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * high + low);
    }
}
