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
    private final boolean alone;
    private final SpaceAnchor anchor;

    /** Makes the handle of the space with that id, and of what it depends on. */
    public SpaceAtom(long high, long low) {
        this(high, low, false, null);
    }

    /** Makes the handle of the space with that id; {@code alone} leaves out what it depends on. */
    public SpaceAtom(long high, long low, boolean alone) {
        this(high, low, alone, null);
    }

    /** Makes the handle of the space with that id, with what its handles share. */
    public SpaceAtom(long high, long low, SpaceAnchor anchor) {
        this(high, low, false, anchor);
    }

    private SpaceAtom(long high, long low, boolean alone, SpaceAnchor anchor) {
        this.high = high;
        this.low = low;
        this.alone = alone;
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

    /** Reports whether a pattern is matched with the atoms of the space alone, without those of its dependencies. */
    public boolean alone() {
        return alone;
    }

    /** Returns the handle that leaves out what the space depends on. */
    public SpaceAtom withoutDependencies() {
        return alone ? this : new SpaceAtom(high, low, true, anchor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpaceAtom space && high == space.high && low == space.low && alone == space.alone;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * high + low);
    }
}
