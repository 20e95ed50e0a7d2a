package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/** What a machine runs in: where output goes, and what its names are bound to outside of it. */
public interface Host {
    /** Prints a line. */
    void print(String line);

    /** Prints a line of diagnostics, apart from the program's output. */
    void trace(String line);

    /** Returns an atom's text, with states shown by their values. */
    String format(Atom atom);

    /** Binds a token for the text that is read from now on. */
    void bind(String token, Atom atom);

    /**
     * Returns the first atom of a text, read with the tokens bound so far, or null where there is none. A {@code !} is an
     * atom like any other, and what follows the first atom is not read.
     *
     * @throws io.mettalith.evaluator.syntax.SyntaxErrorsException if no atom can be read there
     */
    Atom parse(String text);

    /** Sets how what follows is run. */
    void pragma(String key, Atom value);
}
