package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import java.util.ArrayList;
import java.util.List;

/** {@code (collapse atom)}. */
final class CollapseNode extends TemplateNode {
    private final Node collapsed;
    /** What is collapsed, if it is a match. */
    private final MatchNode match;

    CollapseNode(Expression part, String[] names, Scope scope, Node collapsed) {
        super(part, names, scope);
        this.collapsed = collapsed;
        match = collapsed instanceof MatchNode node ? node : null;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final List<Atom> results = new ArrayList<>();
        if (match != null && match.collect(machine, slots, results)) {
            machine.answer(next, Expression.of(results.toArray(new Atom[0])));
        } else if (machine.isTooDeep(next)) {
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
    Atom direct(Machine machine, Atom[] slots) {
        return match == null ? null : match.collectedGround(machine, slots);
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return Names.ATOM;
    }
}
