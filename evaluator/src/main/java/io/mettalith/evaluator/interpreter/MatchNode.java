package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;

/** {@code (match space pattern template)}. */
final class MatchNode extends TemplateNode {
    private final Node space;
    private final Template pattern;
    private final AnswerNode result;

    MatchNode(Template template, Node space, Template pattern, AnswerNode result) {
        super(template);
        this.space = space;
        this.pattern = pattern;
        this.result = result;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        if (space.direct(machine, slots) instanceof SpaceAtom matched) {
            final Atom asked = pattern.instance(slots, machine.knowledge().ids());
            final Frame frame = new AnswerFrame(next, this, slots);
            Matching.begin(machine, Knowledge.idOf(matched), asked, Expression.UNIT, Names.EMPTY, frame);
        } else {
            evaluateInstance(machine, slots, expected, next);
        }
    }

    /** Goes on with the bindings of an answer, which are in the variables of the slots. */
    private static final class AnswerFrame extends Frame {
        private final MatchNode node;
        private final Atom[] slots;

        AnswerFrame(Frame next, MatchNode node, Atom[] slots) {
            super(next);
            this.node = node;
            this.slots = slots;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            node.result.run(machine, node, slots, Names.UNDEFINED, next);
        }
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        machine.types().noteSlots();
        return space.direct(machine, slots) instanceof SpaceAtom ? Names.UNDEFINED : null;
    }
}
