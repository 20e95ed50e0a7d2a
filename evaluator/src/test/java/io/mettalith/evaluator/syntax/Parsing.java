package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mettalith.evaluator.atom.Atom;
import java.util.ArrayList;
import java.util.List;

/** Shorthands of the tests. */
final class Parsing {
    static final String FILE = "test.metta";

    private Parsing() {}

    static Parser parser(String text) {
        return new Parser(SourceText.of(FILE, text), new Tokenizer());
    }

    /** Returns the atoms of a text, with bindings. */
    static List<Atom> atoms(String text, Tokenizer tokenizer) {
        Parser parser = new Parser(SourceText.of(FILE, text), tokenizer);
        List<Atom> atoms = new ArrayList<>();
        while (parser.next()) {
            atoms.add(parser.atom());
        }
        return atoms;
    }

    static List<Atom> atoms(String text) {
        return atoms(text, new Tokenizer());
    }

    /** Returns the one atom of a text. */
    static Atom atom(String text) {
        List<Atom> atoms = atoms(text);
        assertThat(atoms).as(text).hasSize(1);
        return atoms.get(0);
    }

    /** Returns the text of each atom, {@code !} before those that are executed. */
    static List<String> program(String text) {
        Parser parser = parser(text);
        List<String> program = new ArrayList<>();
        while (parser.next()) {
            program.add((parser.isExecuted() ? "!" : "") + parser.atom());
        }
        return program;
    }

    static SyntaxErrorsException errors(String text) {
        SyntaxErrorsException errors = catchThrowableOfType(SyntaxErrorsException.class, () -> program(text));
        assertThat(errors).as("no error in " + text).isNotNull();
        return errors;
    }
}
