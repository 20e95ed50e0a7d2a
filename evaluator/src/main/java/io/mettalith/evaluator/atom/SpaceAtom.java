package io.mettalith.evaluator.atom;

/**
 * The handle of a space of an environment: 128 bits that name it, whatever it holds.
 *
 * <p>A handle of a space that a program has made carries an anchor, the same for all handles of that space. Whoever made
 * the space learns by it when nobody has a handle any more, and whether one was ever written into the store.
 */
public final class SpaceAtom extends Grounded {
    private final long high;
    private final long low;
    private final SpaceAnchor anchor;

    /** Makes the handle of the space with that id. */
    public SpaceAtom(long high, long low) {
        this(high, low, null);
    }

    /** Makes the handle of the space with that id, with what its handles share, or null. */
    public SpaceAtom(long high, long low, SpaceAnchor anchor) {
        this.high = high;
        this.low = low;
        this.anchor = anchor;
    }

    /** Notes that this handle is written into the store, where whoever reads the store finds it. */
    public void noteWritten() {
        if (anchor != null) {
            anchor.trace().noteWritten();
        }
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
