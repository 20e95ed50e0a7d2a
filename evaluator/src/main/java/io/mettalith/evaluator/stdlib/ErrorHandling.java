package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;

/**
 * What is done about an {@code (Error ...)}. These names are no part of the common language, so a program that has rules
 * of its own for them is not disturbed.
 */
final class ErrorHandling {
    private ErrorHandling() {}

    static void define(Library library) {
        library.define("is-error", "(-> Atom Bool)", Library.unlessDefined(ErrorHandling::isError))
                .define("catch", "(-> Atom Atom %Undefined%)", Library.unlessDefined(ErrorHandling::catchError));
    }

    private static void isError(Machine machine, Expression call, Atom type, Frame next) {
        machine.evaluate(call.get(1), Names.UNDEFINED, new TestFrame(next));
    }

    /** Answers whether each result is an error. */
    private static final class TestFrame extends Frame {
        TestFrame(Frame next) {
            super(next);
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            machine.answer(next(), BoolAtom.of(Names.isError(value)));
        }
    }

    private static void catchError(Machine machine, Expression call, Atom type, Frame next) {
        machine.evaluate(call.get(1), Names.UNDEFINED, new CatchFrame(next, call, type));
    }

    /** Lets results pass and goes on with the second argument in place of each error. */
    private static final class CatchFrame extends Frame {
        private final Expression call;
        private final Atom type;

        CatchFrame(Frame next, Expression call, Atom type) {
            super(next);
            this.call = call;
            this.type = type;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            machine.answer(call, Names.isError(value) ? Machine.argument(call, 2) : value, type, next());
        }
    }
}
