package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Variable;

/** A variable of the rule. */
final class SlotNode extends Node {
    private final int slot;

    SlotNode(int slot) {
        this.slot = slot;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final Atom value = Atoms.deref(slots[slot]);
        if (value instanceof Variable || expected == Names.UNDEFINED && isValue(value)) {
            machine.answer(next, value);
        } else {
            machine.evaluate(value, expected, next);
        }
    }

    @Override
    Atom direct(Machine machine, Atom[] slots) {
        final Atom value = Atoms.deref(slots[slot]);
        return isValue(value) ? value : null;
    }

    /** Reports whether evaluation leaves an atom as it is. */
    private static boolean isValue(Atom atom) {
        return !(atom instanceof Expression expression)
                || expression.evaluated() && expression.ground()
                || expression.size() == 0;
    }

    @Override
    Atom instance(Machine machine, Atom[] slots) {
        return Atoms.deref(slots[slot]);
    }

    @Override
    boolean isNumber(Atom[] slots) {
        return Atoms.deref(slots[slot]) instanceof NumberAtom;
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        machine.types().noteSlots();
        return machine.types().soleType(machine.space(), Atoms.deref(slots[slot]));
    }
}
