package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/** A part that is always built and handed to the machine: nothing is known of it that would save anything. */
class TemplateNode extends Node {
    private final Template template;

    TemplateNode(Template template) {
        this.template = template;
    }

    /** Reports whether the part is an {@code (Error ...)}. */
    final boolean isError() {
        return Names.isError(template.atom());
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        evaluateInstance(machine, slots, expected, next);
    }

    @Override
    final Atom shown(Atom[] slots) {
        return template.shown(slots);
    }

    @Override
    final Atom instance(Machine machine, Atom[] slots) {
        return template.instance(slots, machine.knowledge().ids());
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return null;
    }
}
