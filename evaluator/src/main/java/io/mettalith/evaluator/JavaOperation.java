package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.interpreter.Choice;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

/** Reduces calls by a {@link JavaFunction}. */
final class JavaOperation implements Operation {
    static final int ANY_ARITY = -1;

    private final int arity;
    private final JavaFunction function;
    private final JavaTypes types;

    /**
     * Makes an operation.
     *
     * @param arity how many arguments the function takes; calls with another number are left as they are
     */
    JavaOperation(int arity, JavaFunction function, JavaTypes types) {
        this.arity = arity;
        this.function = function;
        this.types = types;
    }

    @Override
    public void reduce(Machine machine, Expression call, Atom type, Frame next) {
        if (arity != ANY_ARITY && call.size() - 1 != arity) {
            machine.answer(call, Names.NOT_REDUCIBLE, type, next);
            return;
        }
        try {
            final Object result = function.apply(Arrays.copyOfRange(call.childrenUnsafe(), 1, call.size()));
            if (result instanceof Stream<?> alternatives) {
                final StreamChoice choice = new StreamChoice(alternatives, call, type, next);
                machine.push(choice);
                choice.retry(machine);
            } else {
                machine.answer(call, types.atom(result), type, next);
            }
        } catch (final Exception e) {
            machine.answer(call, error(call, e), type, next);
        }
    }

    /** Returns the error that an exception is in the language; one that ends the evaluation is none. */
    private static Atom error(Expression call, Exception e) {
        if (e instanceof EvaluationStoppedException stopped) {
            throw stopped;
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        final String message = e.getMessage();
        return Names.error(
                call, message == null || message.isEmpty() ? e.getClass().getSimpleName() : message);
    }

    /** The elements of a stream that have not been asked for yet. */
    private final class StreamChoice extends Choice {
        private final Stream<?> stream;
        private final Iterator<?> rest;
        private final Expression call;
        private final Atom type;
        private final Frame next;

        StreamChoice(Stream<?> stream, Expression call, Atom type, Frame next) {
            this.stream = stream;
            this.call = call;
            this.type = type;
            this.next = next;
            rest = stream.iterator();
        }

        @Override
        protected void retry(Machine machine) {
            try {
                if (rest.hasNext()) {
                    machine.answer(call, types.atom(rest.next()), type, next);
                } else {
                    machine.drop(this);
                    stream.close();
                    machine.fail();
                }
            } catch (final Exception e) {
                machine.drop(this);
                stream.close();
                machine.answer(call, error(call, e), type, next);
            }
        }

        @Override
        protected void abandon() {
            stream.close();
        }
    }
}
