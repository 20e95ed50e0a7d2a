package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/**
 * One of the types an atom has, or the error that one of its possible readings is.
 *
 * @param type the type; of an error, the function type that did not apply
 * @param error the {@code (Error ...)}, or null for a valid type
 */
record AtomType(Atom type, Atom error) {
    static AtomType of(Atom type) {
        return new AtomType(type, null);
    }

    static AtomType error(Atom type, Atom error) {
        return new AtomType(type, error);
    }

    boolean isValid() {
        return error == null;
    }

    boolean isFunction() {
        return Names.isFunctionType(type);
    }
}
