package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.NumberAtom;

/** A symbol, a grounded value or {@code ()}: its own value. */
final class ConstantNode extends Node {
    private final Atom atom;

    ConstantNode(Atom atom) {
        this.atom = atom;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        if (expected == Names.UNDEFINED) {
            machine.answer(next, atom);
        } else {
            machine.evaluate(atom, expected, next);
        }
    }

    @Override
    Atom direct(Machine machine, Atom[] slots) {
        return atom;
    }

    @Override
    Atom instance(Machine machine, Atom[] slots) {
        return atom;
    }

    @Override
    boolean isNumber(Atom[] slots) {
        return atom instanceof NumberAtom;
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return machine.types().soleType(machine.space(), atom);
    }
}
