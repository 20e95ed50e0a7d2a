package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.interpreter.Operation;
import java.util.function.BinaryOperator;

/**
 * An operation on two values of one kind.
 *
 * @param kind the kind
 * @param function answers for any two atoms
 */
record BinaryOperation(Class<? extends Atom> kind, BinaryOperator<Atom> function) implements Operation.Binary {
    @Override
    public Atom apply(Atom left, Atom right) {
        return function.apply(left, right);
    }

    @Override
    public boolean accepts(Atom left, Atom right) {
        return kind.isInstance(left) && kind.isInstance(right);
    }

    /** Compares any two values of one type. */
    record Comparing(BinaryOperator<Atom> function) implements Operation.Binary {
        @Override
        public Atom apply(Atom left, Atom right) {
            return function.apply(left, right);
        }

        @Override
        public boolean accepts(Atom left, Atom right) {
            return left instanceof NumberAtom && right instanceof NumberAtom;
        }

        @Override
        public boolean acceptsAll() {
            return true;
        }
    }
}
