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

    /** Notes from now on what is bound, since it may have to be taken back. */
    default void beginTransaction() {}

    /** Ends the innermost transaction; where it is not kept, its tokens stand for what they stood for before. */
    default void endTransaction(boolean keep) {}
}
