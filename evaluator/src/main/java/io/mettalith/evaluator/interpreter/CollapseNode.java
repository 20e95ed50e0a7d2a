package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/** {@code (collapse atom)}. */
final class CollapseNode extends TemplateNode {
    private final Node collapsed;

    CollapseNode(Template template, Node collapsed) {
        super(template);
        this.collapsed = collapsed;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        if (machine.isTooDeep(next)) {
            evaluateInstance(machine, slots, expected, next);
        } else {
            Collapsing.collect(
                    machine,
                    next,
                    frame -> collapsed.run(
                            machine, slots, Names.UNDEFINED, new AlternativesFrame(frame, machine.newestChoice())));
        }
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return Names.ATOM;
    }
}
