package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Collapsing;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;

/**
 * {@code (test a b)}: the value of {@code a} is that of {@code b}, up to the names of variables. Where there is not one
 * value, the list of all stands for it.
 */
final class PettaTest {
    private static final Symbol TRUE = Symbol.of("true");
    private static final Symbol FALSE = Symbol.of("false");

    private PettaTest() {}

    static void define(PettaModule module) {
        module.define(
                "test",
                "(-> Atom Atom (->))",
                (machine, call, type, next) -> collect(machine, call.get(1), new ValueFrame(next, call, null)));
    }

    private static void collect(Machine machine, Atom atom, Frame next) {
        Collapsing.collect(machine, next, frame -> machine.evaluate(atom, Names.UNDEFINED, frame));
    }

    /** Takes the results of one side, and then of the other. */
    private static final class ValueFrame extends Frame {
        private final Expression call;
        private final Atom actual;

        ValueFrame(Frame next, Expression call, Atom actual) {
            super(next);
            this.call = call;
            this.actual = actual;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom results) {
            final Expression all = (Expression) results;
            final Atom value = all.size() == 1 ? Atoms.deref(all.get(0)) : all;
            if (actual == null) {
                collect(machine, call.get(2), new ValueFrame(next(), call, value));
            } else {
                machine.answer(next(), compared(machine, truth(value)));
            }
        }

        private Atom compared(Machine machine, Atom expected) {
            return Atoms.alphaEqual(truth(actual), expected)
                    ? Expression.UNIT
                    : Names.error(
                            call,
                            new StringAtom("\nExpected: " + machine.host().format(expected) + "\nGot: "
                                    + machine.host().format(actual)));
        }

        /** Returns the truth value that a word is written for. */
        private static Atom truth(Atom atom) {
            return TRUE.equals(atom) ? BoolAtom.TRUE : FALSE.equals(atom) ? BoolAtom.FALSE : atom;
        }
    }
}
