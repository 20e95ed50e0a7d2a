package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/**
 * What a call is reduced to: evaluates it, unless it is an error, {@code Empty} or {@code NotReducible}, as {@link
 * Machine#answer(Atom, Atom, Atom, Frame)} does.
 */
final class AnswerNode {
    private final Node result;
    /** Whether the result is known to be an expression that is no error. */
    private final boolean plain;

    AnswerNode(Node result) {
        this.result = result;
        plain = result instanceof TemplateNode template && !template.isError();
    }

    /** Reports whether the result is evaluated in any case. */
    boolean isPlain() {
        return plain;
    }

    /** Goes on with the result of a call. */
    void run(Machine machine, Node call, Atom[] slots, Atom type, Frame next) {
        if (plain) {
            result.run(machine, slots, type, next);
            return;
        }
        final Atom answer = result.instance(machine, slots);
        machine.answer(Names.NOT_REDUCIBLE.equals(answer) ? call.instance(machine, slots) : answer, answer, type, next);
    }

    /** Returns the result if it is known at once, or null. */
    Atom direct(Machine machine, Atom[] slots) {
        final Atom value = result.direct(machine, slots);
        return value == null || CallNode.endsTuple(value) || Names.NOT_REDUCIBLE.equals(value) ? null : value;
    }
}
