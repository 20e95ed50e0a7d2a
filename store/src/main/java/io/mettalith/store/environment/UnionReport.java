package io.mettalith.store.environment;

import java.util.List;

/**
 * What a union did, or the application of a {@link Delta}, which is the right side then.
 *
 * @param outcome whether the result is one of the operands
 * @param added distinct atoms whose count grew in the left operand
 * @param removed distinct atoms whose count shrank in the left operand
 * @param clamped distinct atoms of which more copies were removed than there were
 * @param conflicts state cells and bindings that both sides changed
 */
public record UnionReport(Outcome outcome, long added, long removed, long clamped, List<Conflict> conflicts) {
    /** How the result relates to the operands. */
    public enum Outcome {
        /** The right side had changed nothing since the common ancestor: the result is the left side. */
        LEFT,
        /** The left side had changed nothing since: the result is the right side, shared with it. */
        RIGHT,
        /** Both had changed. */
        MERGED
    }

    /**
     * A state cell or a token binding that both sides changed; the right side's value was taken.
     *
     * @param what the cell or binding, as text
     * @param left the value given up
     * @param right the value taken
     */
    public record Conflict(String what, String left, String right) {}

    static final UnionReport LEFT = new UnionReport(Outcome.LEFT, 0, 0, 0, List.of());
    static final UnionReport RIGHT = new UnionReport(Outcome.RIGHT, 0, 0, 0, List.of());
}
