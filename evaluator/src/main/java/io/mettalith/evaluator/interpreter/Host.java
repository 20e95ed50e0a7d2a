package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/** What a machine runs in: where output goes, and what its names are bound to outside of it. */
public interface Host {
    /** Prints a line. */
    void print(String line);

    /** Returns an atom's text, with states shown by their values. */
    String format(Atom atom);

    /** Binds a token for the text that is read from now on. */
    void bind(String token, Atom atom);
}
