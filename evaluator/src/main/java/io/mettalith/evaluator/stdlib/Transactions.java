package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.interpreter.Choice;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code (transaction e)}: all that {@code e} writes, or nothing of it where one of its results is an {@code Error}.
 *
 * <p>What counts is written into spaces of any name, states and tokens; what is printed stays printed. All results of
 * {@code e} are found before the first is handed on. No result at all is no error: the writes are kept, since {@code
 * (empty)} is how a program says that it has nothing to say. As everywhere, an error beside other alternatives of the
 * same expression is no result. A limit or an interruption takes back the writes of the transactions under way.
 *
 * <p>A transaction may be part of another. It works on a fork of the environment, so beginning and taking back cost the
 * same whatever the size of the environment, and nobody else sees a part of it.
 */
final class Transactions {
    private Transactions() {}

    static void define(Library library) {
        library.define("transaction", "(-> Atom %Undefined%)", Transactions::begin);
    }

    private static void begin(Machine machine, Expression call, Atom type, Frame next) {
        final List<Expression> results = new ArrayList<>();
        machine.beginTransaction();
        machine.push(new EndChoice(machine, call, results, next));
        machine.evaluate(call.get(1), Names.UNDEFINED, new ResultFrame(next, call, results));
    }

    /** Takes each result, beside what has become of the expression: so what it has bound can be bound again. */
    private static final class ResultFrame extends Frame {
        private final Expression call;
        private final List<Expression> results;

        ResultFrame(Frame next, Expression call, List<Expression> results) {
            super(next);
            this.call = call;
            this.results = results;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (!Names.EMPTY.equals(value)) {
                results.add((Expression) Atoms.resolve(Expression.of(value, call.get(1))));
            }
            machine.fail();
        }
    }

    /** Comes when all results have been found. */
    private static final class EndChoice extends Choice {
        private final Machine machine;
        private final Expression call;
        private final List<Expression> results;
        private final Frame next;

        EndChoice(Machine machine, Expression call, List<Expression> results, Frame next) {
            this.machine = machine;
            this.call = call;
            this.results = results;
            this.next = next;
        }

        @Override
        protected void retry(Machine runner) {
            machine.drop(this);
            machine.endTransaction(results.stream().noneMatch(result -> Names.isError(result.head())));
            if (results.isEmpty()) {
                machine.fail();
                return;
            }
            final ResultsChoice choice = new ResultsChoice(call, results, next);
            machine.push(choice);
            choice.retry(machine);
        }

        @Override
        protected void abandon() {
            machine.endTransaction(false);
        }
    }

    /** Hands on one result after the other. */
    private static final class ResultsChoice extends Choice {
        private final Expression call;
        private final List<Expression> results;
        private final Frame next;
        private int index;

        ResultsChoice(Expression call, List<Expression> results, Frame next) {
            this.call = call;
            this.results = results;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            final Expression result = results.get(index++);
            if (index == results.size()) {
                machine.drop(this);
            }
            machine.unifier().unify(call.get(1), result.get(1));
            machine.answer(next, result.head());
        }
    }
}
