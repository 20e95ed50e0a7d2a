package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Symbol;

/** A call of an operation that computes its value from two values and nothing else. */
final class BinaryNode extends CallNode {
    private static final Atom[] NO_ARGUMENTS = {};

    private final Operation.Binary operation;

    BinaryNode(Expression part, String[] names, Scope scope, Node[] parts, Operation.Binary operation) {
        super(part, names, scope, parts);
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

    /** Reports whether a value is a number or truth value, and of a type. */
    static boolean isOfType(Atom value, Atom type) {
        return type == Names.UNDEFINED && (value instanceof NumberAtom || value instanceof BoolAtom)
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

    @Override
    boolean isNumber(Atom[] slots) {
        return parts[1].isNumber(slots) && parts[2].isNumber(slots);
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        if (isNumber(slots) && !machine.types().declaresTypesOfExpressions(machine.space())) {
            machine.types().noteSlots();
            final CallPlan reading = plan(machine, slots);
            if (!reading.isOther() && reading.binary() == operation && !reading.isTuple()) {
                return reading.returnType(NO_ARGUMENTS);
            }
        }
        return super.typeOf(machine, slots);
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
