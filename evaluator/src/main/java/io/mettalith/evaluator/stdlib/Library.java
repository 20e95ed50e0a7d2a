package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Form;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.NotStorableException;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.NoSuchSpaceException;
import java.util.List;

/** Defines operations from the text of their types. */
public final class Library {
    private final Operations operations;

    /** Makes one that defines in a table. */
    public Library(Operations operations) {
        this.operations = operations;
    }

    /** Defines an operation; a call with another number of arguments than its type has is left as it is. */
    public Library define(String name, String type, Operation operation) {
        final Atom parsed = type(type);
        final int size = ((Expression) parsed).size() - 1;
        return unchecked(name, parsed, (machine, call, returned, next) -> {
            if (call.size() == size) {
                reduce(operation, machine, call, returned, next);
            } else {
                machine.answer(call, Names.NOT_REDUCIBLE, returned, next);
            }
        });
    }

    private static void reduce(Operation operation, Machine machine, Expression call, Atom type, Frame next) {
        try {
            operation.reduce(machine, call, type, next);
        } catch (final NotStorableException | NoSuchSpaceException e) {
            machine.answer(next, Names.error(call, e.getMessage()));
        }
    }

    /** Defines an operation that looks itself at how many arguments it is given. */
    public Library unchecked(String name, Atom type, Operation operation) {
        operations.define(Symbol.of(name), type, operation);
        return this;
    }

    /** Defines an operation without a type, whose arguments, of which there is a fixed number, are all evaluated. */
    Library untyped(String name, int arity, Operation operation) {
        return unchecked(name, Names.UNDEFINED, (machine, call, returned, next) -> {
            if (call.size() == arity + 1) {
                operation.reduce(machine, call, returned, next);
            } else {
                machine.answer(call, Names.NOT_REDUCIBLE, returned, next);
            }
        });
    }

    /** Defines an operation of several types, none of which has variables. */
    Library overloaded(String name, List<String> types, Operation operation) {
        operations.define(Symbol.of(name), types.stream().map(Library::type).toList(), operation);
        return this;
    }

    /** Defines an operation that computes its only answer from its arguments, as many as its type has. */
    public Library function(String name, String type, Operation.Function function) {
        final Atom parsed = type(type);
        final int arity = ((Expression) parsed).size() - 2;
        return unchecked(name, parsed, Operation.of(arity, function));
    }

    /** As {@link #function}, of a function that depends on its arguments alone and does nothing but answer. */
    Library pure(String name, String type, Operation.Function function) {
        final Atom parsed = type(type);
        final int arity = ((Expression) parsed).size() - 2;
        return unchecked(name, parsed, Operation.of(arity, function).pure());
    }

    /** Defines an operation whose calls in rules may be compiled. */
    Library define(String name, String type, Form form, Operation operation) {
        define(name, type, operation);
        operations.form(Symbol.of(name), form);
        return this;
    }

    /** Defines an operation that computes its only answer from two values. */
    Library binary(String name, String type, Operation.Binary operation) {
        return unchecked(name, type(type), operation);
    }

    /** Gives a name a type without making it an operation. */
    public Library declare(String name, String type) {
        return unchecked(name, type(type), null);
    }

    /** Returns the operation that leaves a call to the program's own rules where it has any for it. */
    public static Operation unlessDefined(Operation operation) {
        return (machine, call, type, next) -> {
            if (!machine.reducedByRules(call, type, next)) {
                operation.reduce(machine, call, type, next);
            }
        };
    }

    /** Returns the error of a call. */
    public static Atom error(String name, Atom[] arguments, String message) {
        final Atom[] call = new Atom[arguments.length + 1];
        call[0] = Symbol.of(name);
        System.arraycopy(arguments, 0, call, 1, arguments.length);
        return Names.error(Expression.of(call), message);
    }

    /** Returns how many arguments a function of the type that a text says has. */
    public static int arity(String type) {
        return ((Expression) type(type)).size() - 2;
    }

    /** Returns the type that a text says. */
    public static Atom type(String text) {
        final Parser parser = new Parser(SourceText.of("type", text), new Tokenizer());
        parser.next();
        return parser.atom();
    }
}
