package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.StateAtom;

/** There is no state of that name in the environment, or no longer. */
public final class NoSuchStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoSuchStateException(StateAtom state) {
        super("no such state: state=" + state);
    }
}
