package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;

/** A part that is always built and handed to the machine: nothing is known of it that would save anything. */
class TemplateNode extends Node {
    private final Expression part;
    private final String[] names;
    private final Scope scope;
    /** Made when first needed, which is seldom. */
    private Template template;

    /** Makes the node of a part of a right side, in which variables stand for slots, some of which are filled there. */
    TemplateNode(Expression part, String[] names, Scope scope) {
        this.part = part;
        this.names = names;
        this.scope = scope;
    }

    private Template template() {
        if (template == null) {
            template = scope.template(part, names);
        }
        return template;
    }

    /** Reports whether the part is an {@code (Error ...)}. */
    final boolean isError() {
        return Names.isError(part);
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        evaluateInstance(machine, slots, expected, next);
    }

    @Override
    final Atom shown(Atom[] slots) {
        return template().shown(slots);
    }

    @Override
    final Atom instance(Machine machine, Atom[] slots) {
        return template().instance(slots, machine.knowledge().ids());
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return null;
    }
}
