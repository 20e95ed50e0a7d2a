package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;

/** Defines operations from the text of their types. */
final class Library {
    private final Operations operations;

    Library(Operations operations) {
        this.operations = operations;
    }

    /** Defines an operation. */
    Library define(String name, String type, Operation operation) {
        operations.define(Symbol.of(name), type(type), operation);
        return this;
    }

    /** Defines an operation that computes its only answer from its arguments, as many as its type has. */
    Library function(String name, String type, Operation.Function function) {
        final Atom parsed = type(type);
        final int arity = ((Expression) parsed).size() - 2;
        operations.define(Symbol.of(name), parsed, Operation.of(arity, function));
        return this;
    }

    /** Gives a name a type without making it an operation. */
    Library declare(String name, String type) {
        return define(name, type, null);
    }

    static Atom type(String text) {
        final Parser parser = new Parser(SourceText.of("type", text), new Tokenizer());
        parser.next();
        return parser.atom();
    }
}
