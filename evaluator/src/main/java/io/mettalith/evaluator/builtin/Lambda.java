package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.stdlib.Library;
import java.util.Arrays;

/**
 * Functions without a name: {@code ((|-> ($x) (+ $x 1)) 2)} is 3. A lambda is its own value. Each application has variables
 * of its own; a variable from outside is part of the lambda by what it is bound to when that is made. Applied to fewer
 * arguments than it has parameters, it is the lambda of the others.
 */
final class Lambda {
    private static final Symbol NAME = Symbol.of("|->");

    private Lambda() {}

    static void define(Operations operations, Library library) {
        library.function(NAME.name(), "(-> Expression Atom Atom)", (machine, arguments) -> Names.NOT_REDUCIBLE);
        operations.application(NAME, Lambda::apply);
    }

    private static void apply(Machine machine, Expression call, Atom type, Frame next) {
        final Expression lambda = (Expression) Atoms.deref(call.head());
        if (lambda.size() != 3 || !(Machine.argument(lambda, 1) instanceof Expression parameters)) {
            machine.answer(call, Names.NOT_REDUCIBLE, type, next);
            return;
        }
        final int given = call.size() - 1;
        if (given > parameters.size()) {
            machine.answer(next, Names.error(call, Names.INCORRECT_NUMBER_OF_ARGUMENTS));
            return;
        }
        final Expression own =
                (Expression) Atoms.renamed(lambda, machine.knowledge().ids());
        final Expression ownParameters = (Expression) own.get(1);
        for (int i = 0; i < given; i++) {
            if (!machine.unifier().unify(call.get(i + 1), ownParameters.get(i))) {
                machine.fail();
                return;
            }
        }
        if (given == parameters.size()) {
            machine.answer(call, Atoms.resolve(own.get(2)), type, next);
        } else {
            final Atom[] others = Arrays.copyOfRange(ownParameters.children(), given, parameters.size());
            machine.answer(next, Atoms.resolve(Expression.of(NAME, Expression.of(others), own.get(2))));
        }
    }
}
