package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Symbol;

/** A call of an operation that computes its value from two values and nothing else. */
final class BinaryNode extends CallNode {
    private final Operation.Binary operation;

    BinaryNode(Template template, Node[] parts, Operation.Binary operation) {
        super(template, parts);
        this.operation = operation;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final Atom value = direct(machine, slots);
        if (value != null && isOfType(value, expected)) {
            machine.answer(next, value);
        } else {
            super.run(machine, slots, expected, next);
        }
    }

    private static boolean isOfType(Atom value, Atom type) {
        return type == Names.UNDEFINED
                || value instanceof NumberAtom && Names.NUMBER.equals(type)
                || value instanceof BoolAtom && Names.BOOL.equals(type);
    }

    @Override
    Atom direct(Machine machine, Atom[] slots) {
        final Atom left = parts[1].direct(machine, slots);
        if (left == null) {
            return null;
        }
        final Atom right = parts[2].direct(machine, slots);
        if (right == null || !operation.accepts(left, right) && !areAlike(machine, slots)) {
            return null;
        }
        final Atom value = operation.apply(left, right);
        return value instanceof Symbol || Names.isError(value) ? null : value;
    }

    /** Reports whether the operands certainly have one type in common, as comparing them asks for. */
    private boolean areAlike(Machine machine, Atom[] slots) {
        if (!operation.acceptsAll()) {
            return false;
        }
        final Atom left = parts[1].typeOf(machine, slots);
        final Atom right = left == null ? null : parts[2].typeOf(machine, slots);
        return right != null && (isOpen(left) || isOpen(right) || left.equals(right));
    }
}
