package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StateAtomTest {
    /** Cells in which states of the same low half hold the same. */
    private static final StateCells CELLS = (a, b) -> a.low() == b.low();

    @Test
    void handlesOfOneCellAreEqualWhateverItHolds() {
        final StateCells never = (a, b) -> false;
        assertThat(new StateAtom(1, 2, never)).isEqualTo(new StateAtom(1, 2, never));
        assertThat(new StateAtom(1, 2)).isEqualTo(new StateAtom(1, 2, CELLS));
    }

    @Test
    void handlesOfCellsThatHoldTheSameAreEqual() {
        final StateAtom left = new StateAtom(1, 7, CELLS);
        final StateAtom right = new StateAtom(2, 7, CELLS);
        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
        assertThat(left.isSameCell(right)).isFalse();
        assertThat(left).isNotEqualTo(new StateAtom(2, 8, CELLS));
    }

    @Test
    void withoutALookIntoTheCellsOnlyTheCellCounts() {
        assertThat(new StateAtom(1, 7)).isNotEqualTo(new StateAtom(2, 7, CELLS));
        assertThat(new StateAtom(1, 7, CELLS)).isNotEqualTo(new StateAtom(2, 7));
    }

    @Test
    void expressionsAroundEqualStatesAreEqualByEveryMeasure() {
        final Atom left = Expression.of(Symbol.of("s"), new StateAtom(1, 7, CELLS));
        final Atom right = Expression.of(Symbol.of("s"), new StateAtom(2, 7, CELLS));
        assertThat(Atoms.hash(left)).isEqualTo(Atoms.hash(right));
        assertThat(Atoms.equal(left, right)).isTrue();
        assertThat(Atoms.languageEquals(left, right)).isTrue();
        assertThat(Atoms.alphaEqual(left, right)).isTrue();
    }
}
