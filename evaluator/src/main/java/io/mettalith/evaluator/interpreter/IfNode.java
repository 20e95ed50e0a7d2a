package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;

/** {@code (if condition then else)}. */
final class IfNode extends TemplateNode {
    private final Node condition;
    private final AnswerNode then;
    private final AnswerNode otherwise;

    IfNode(Expression part, String[] names, Scope scope, Node condition, AnswerNode then, AnswerNode otherwise) {
        super(part, names, scope);
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final Atom known = condition.direct(machine, slots);
        if (known instanceof BoolAtom bool) {
            branch(bool).run(machine, this, slots, expected, next);
        } else if (known != null || !asksForBool(machine, slots) || machine.isTooDeep(next)) {
            evaluateInstance(machine, slots, expected, next);
        } else {
            condition.run(
                    machine,
                    slots,
                    Names.BOOL,
                    new ConditionFrame(next, machine.newestChoice(), this, slots, expected));
        }
    }

    private AnswerNode branch(BoolAtom bool) {
        return bool.value() ? then : otherwise;
    }

    private boolean asksForBool(Machine machine, Atom[] slots) {
        final Atom type = condition.typeOf(machine, slots);
        return type != null && (isOpen(type) || Names.BOOL.equals(type));
    }

    private static final class ConditionFrame extends AlternativesFrame {
        private final IfNode node;
        private final Atom[] slots;
        private final Atom expected;

        ConditionFrame(Frame next, Choice mark, IfNode node, Atom[] slots, Atom expected) {
            super(next, mark);
            this.node = node;
            this.slots = slots;
            this.expected = expected;
        }

        @Override
        boolean waits() {
            return true;
        }

        @Override
        protected Atom waiting() {
            return node.shown(slots);
        }

        @Override
        void deliver(Machine machine, Atom value) {
            if (value instanceof BoolAtom bool) {
                node.branch(bool).run(machine, node, slots, expected, next);
            } else if (CallNode.endsTuple(value) && !value.equals(node.condition.instance(machine, slots))) {
                CallNode.finishEarly(machine, value, next);
            } else {
                final Atom[] parts = ((Expression) node.instance(machine, slots)).children();
                parts[1] = value;
                machine.call(Expression.of(parts), expected, next);
            }
        }
    }

    @Override
    Atom direct(Machine machine, Atom[] slots) {
        return condition.direct(machine, slots) instanceof BoolAtom bool
                ? branch(bool).direct(machine, slots)
                : null;
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return asksForBool(machine, slots) ? Names.UNDEFINED : null;
    }
}
