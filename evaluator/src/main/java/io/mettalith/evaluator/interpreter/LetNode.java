package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;

/** {@code (let pattern value template)}, and one pair of a {@code let*}. */
final class LetNode extends TemplateNode {
    private final Template pattern;
    private final Node value;
    private final AnswerNode result;

    LetNode(Expression part, String[] names, Scope scope, Template pattern, Node value, AnswerNode result) {
        super(part, names, scope);
        this.pattern = pattern;
        this.value = value;
        this.result = result;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final Atom known = value.direct(machine, slots);
        if (known != null) {
            bind(machine, slots, known, next);
        } else if (machine.isTooDeep(next)) {
            evaluateInstance(machine, slots, expected, next);
        } else {
            value.run(machine, slots, Names.UNDEFINED, new ValueFrame(next, machine.newestChoice(), this, slots));
        }
    }

    private void bind(Machine machine, Atom[] slots, Atom bound, Frame next) {
        if (pattern.match(bound, slots, machine.unifier(), machine.knowledge().ids())) {
            result.run(machine, this, slots, Names.UNDEFINED, next);
        } else {
            machine.fail();
        }
    }

    private static final class ValueFrame extends AlternativesFrame {
        private final LetNode node;
        private final Atom[] slots;

        ValueFrame(Frame next, Choice mark, LetNode node, Atom[] slots) {
            super(next, mark);
            this.node = node;
            this.slots = slots;
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
            if (CallNode.endsTuple(value) && !value.equals(node.value.instance(machine, slots))) {
                CallNode.finishEarly(machine, value, next);
            } else {
                node.bind(machine, slots, value, next);
            }
        }
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return Names.UNDEFINED;
    }
}
