package io.mettalith.evaluator.atom;

/** Looks into the cells that state handles name. */
@FunctionalInterface
public interface StateCells {
    /** Reports whether two cells hold the same value, by the language's {@code ==}. */
    boolean holdTheSame(StateAtom a, StateAtom b);
}
