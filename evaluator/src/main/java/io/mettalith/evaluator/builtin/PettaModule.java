package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.NativeModule;
import io.mettalith.evaluator.stdlib.Library;

/**
 * Names that programs for PeTTa and its kin find built in, in the terms of this language: lists are expressions, truth
 * values are {@code True} and {@code False}, and a call that has no value there is an error or has no result here. A
 * program's own rules of a name go before.
 */
final class PettaModule implements NativeModule {
    private Library library;

    @Override
    public String name() {
        return "petta";
    }

    @Override
    public void define(Operations operations) {
        library = new Library(operations);
        Lambda.define(operations, library);
        Searches.define(this);
        ListFunctions.define(this);
        Truths.define(this);
        PettaTest.define(this);
    }

    /** Defines an operation of a type, which gives way to rules. */
    PettaModule define(String name, String type, Operation operation) {
        library.define(name, type, Library.unlessDefined(operation));
        return this;
    }

    /** Defines an operation of any number of evaluated arguments, which gives way to rules. */
    PettaModule variadic(String name, Operation operation) {
        library.unchecked(name, Names.UNDEFINED, Library.unlessDefined(operation));
        return this;
    }

    /** Defines a function of one answer, which gives way to rules. */
    PettaModule function(String name, String type, Operation.Function function) {
        final int arity = Library.arity(type);
        return define(name, type, Operation.of(arity, function));
    }
}
