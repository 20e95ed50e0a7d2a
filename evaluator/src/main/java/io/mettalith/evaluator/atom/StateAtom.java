package io.mettalith.evaluator.atom;

/**
 * The handle of a mutable cell of an environment: 128 bits that name it, whatever it holds.
 *
 * <p>In the language a state is what it holds: handles of different cells are equal while the cells hold the same value.
 * A handle made without a look into the cells equals handles of the same cell alone. All handles hash alike, since which
 * of them are equal changes with the cells.
 */
public final class StateAtom extends Grounded {
    private static final int HASH = 0x2545F491;

    private final long high;
    private final long low;
    private final StateCells cells;

    /** Makes the handle of the state with that id. */
    public StateAtom(long high, long low) {
        this(high, low, null);
    }

    /** Makes the handle of the state with that id, in the cells of its environment. */
    public StateAtom(long high, long low, StateCells cells) {
        this.high = high;
        this.low = low;
        this.cells = cells;
    }

    /** Returns the upper 64 bits of the id. */
    public long high() {
        return high;
    }

    /** Returns the lower 64 bits of the id. */
    public long low() {
        return low;
    }

    /** Reports whether two handles name one cell. */
    public boolean isSameCell(StateAtom other) {
        return high == other.high && low == other.low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateAtom state
                && (isSameCell(state) || cells != null && state.cells != null && cells.holdTheSame(this, state));
    }

    @Override
    public int hashCode() {
        return HASH;
    }
}
