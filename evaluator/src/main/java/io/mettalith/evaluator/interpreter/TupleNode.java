package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;

/** An expression whose head is an expression: where that has no type, all parts are evaluated, the head first. */
final class TupleNode extends TemplateNode {
    private final Node[] parts;

    TupleNode(Template template, Node[] parts) {
        super(template);
        this.parts = parts;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final Atom headType = parts[0].typeOf(machine, slots);
        if (headType == null || !Names.UNDEFINED.equals(headType) || machine.isTooDeep(next)) {
            evaluateInstance(machine, slots, expected, next);
        } else {
            proceed(machine, slots, new Atom[parts.length], 0, expected, next);
        }
    }

    private void proceed(Machine machine, Atom[] slots, Atom[] values, int from, Atom expected, Frame next) {
        for (int i = from; i < parts.length; i++) {
            final Atom value = parts[i].direct(machine, slots);
            if (value == null) {
                final PartFrame frame = new PartFrame(next, machine.newestChoice(), this, slots, values, i, expected);
                parts[i].run(machine, slots, Names.UNDEFINED, frame);
                return;
            }
            if (CallNode.endsTuple(value)) {
                CallNode.finishEarly(machine, value, next);
                return;
            }
            values[i] = value;
        }
        machine.call(Expression.of(values), expected, next);
    }

    /** Waits for a part. */
    private static final class PartFrame extends AlternativesFrame {
        private final TupleNode node;
        private final Atom[] slots;
        private final Atom[] values;
        private final int index;
        private final Atom expected;

        PartFrame(Frame next, Choice mark, TupleNode node, Atom[] slots, Atom[] values, int index, Atom expected) {
            super(next, mark);
            this.node = node;
            this.slots = slots;
            this.values = values;
            this.index = index;
            this.expected = expected;
        }

        @Override
        void deliver(Machine machine, Atom value) {
            if (CallNode.endsTuple(value)) {
                CallNode.finishEarly(machine, value, next);
                return;
            }
            // Other alternatives of this part come back to this frame: then its array stays as it is.
            final Atom[] known = hasAlternatives(machine) ? values.clone() : values;
            known[index] = value;
            node.proceed(machine, slots, known, index + 1, expected, next);
        }
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return null;
    }
}
