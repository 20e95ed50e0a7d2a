package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.store.atom.AtomCodeException;

/**
 * Thrown where an atom is to be stored that only this process can hold, or one that is too large to be stored or asked for.
 * The call that wanted it becomes an {@code Error}.
 */
public final class NotStorableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotStorableException(NativeAtom atom) {
        super("a native value cannot be stored in a space, a state or a snapshot: value=" + atom.text() + ", type="
                + atom.type() + "; bind it to a token or pass it as an argument");
    }

    NotStorableException(AtomCodeException tooLarge) {
        super(tooLarge.getMessage(), tooLarge);
    }
}
