package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import java.util.List;

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
     * Returns the atoms of a text, read with the tokens bound so far.
     *
     * @throws io.mettalith.evaluator.syntax.SyntaxErrorsException if the text is not MeTTa
     */
    List<Atom> parse(String text);

    /** Sets how what follows is run. */
    void pragma(String key, Atom value);
}
