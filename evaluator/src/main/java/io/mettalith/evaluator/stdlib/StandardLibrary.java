package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Minimal;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.syntax.Tokenizer;
import java.util.Map;
import java.util.Set;

/** All operations that a program finds defined. */
public final class StandardLibrary {
    /** The instructions that depend on their arguments alone. */
    private static final Set<String> PURE = Set.of("cons-atom", "decons-atom");

    private StandardLibrary() {}

    /** Returns a new table of the standard operations, to which others may be added. */
    public static Operations operations() {
        final Operations operations = new Operations();
        final Library library = new Library(operations);
        defineMinimal(library);
        library.declare("=", "(-> $t $t %Undefined%)")
                .declare("Error", "(-> Atom Atom ErrorType)")
                .declare("ErrorType", "Type")
                .declare("SpaceType", "Type")
                .declare("BadType", "(-> Type Type ErrorDescription)")
                .declare("BadArgType", "(-> Number Type Type ErrorDescription)")
                .declare("IncorrectNumberOfArguments", "ErrorDescription");
        Arithmetic.define(library);
        Control.define(library);
        Tuples.define(library);
        Spaces.define(library);
        Transactions.define(library);
        States.define(library);
        TypeOperations.define(library);
        Assertions.define(library);
        Output.define(library);
        MathFunctions.define(library);
        Sets.define(library);
        HigherOrder.define(library);
        Scoping.define(library);
        ErrorHandling.define(library);
        SpaceUpdates.define(library);
        Texts.define(library);
        Settings.define(library);
        return operations;
    }

    /** Binds the words that stand for numbers. */
    public static void bindConstants(Tokenizer tokenizer) {
        MathFunctions.bindConstants(tokenizer);
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
            "context-space", "(-> SpaceType)",
            "collapse-bind", "(-> Atom Expression)",
            "superpose-bind", "(-> Expression Atom)"
        };
        final Map<Symbol, Operation> instructions = Minimal.operations();
        for (int i = 0; i < types.length; i += 2) {
            final Operation instruction = instructions.get(Symbol.of(types[i]));
            library.unchecked(types[i], type(types[i + 1]), PURE.contains(types[i]) ? instruction.pure() : instruction);
        }
        library.declare("return", "(-> $t $t)");
    }
}
