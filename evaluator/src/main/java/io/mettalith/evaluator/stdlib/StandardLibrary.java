package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Minimal;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import java.util.Map;

/** All operations that a program finds defined. */
public final class StandardLibrary {
    private StandardLibrary() {}

    /** Returns a new table of the standard operations, to which others may be added. */
    public static Operations operations() {
        final Operations operations = new Operations();
        final Library library = new Library(operations);
        defineMinimal(library);
        library.declare("=", "(-> $t $t %Undefined%)").declare("Error", "(-> Atom Atom ErrorType)");
        Arithmetic.define(library);
        Control.define(library);
        Tuples.define(library);
        Spaces.define(library);
        Transactions.define(library);
        States.define(library);
        TypeOperations.define(library);
        Assertions.define(library);
        Output.define(library);
        return operations;
    }

    /** Returns the type that a text says. */
    public static Atom type(String text) {
        return Library.type(text);
    }

    private static void defineMinimal(Library library) {
        final String[] types = {
            "eval", "(-> Atom Atom)",
            "evalc", "(-> Atom SpaceType Atom)",
            "chain", "(-> Atom Variable Atom %Undefined%)",
            "unify", "(-> Atom Atom Atom Atom %Undefined%)",
            "cons-atom", "(-> Atom Expression Atom)",
            "decons-atom", "(-> Expression Atom)",
            "function", "(-> Atom Atom)",
            "metta", "(-> Atom Type SpaceType Atom)",
            "context-space", "(-> SpaceType)"
        };
        final Map<Symbol, Operation> instructions = Minimal.operations();
        for (int i = 0; i < types.length; i += 2) {
            library.unchecked(types[i], type(types[i + 1]), instructions.get(Symbol.of(types[i])));
        }
        library.declare("return", "(-> $t $t)");
    }
}
