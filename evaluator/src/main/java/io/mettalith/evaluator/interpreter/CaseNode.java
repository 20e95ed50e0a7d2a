package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;

/** {@code (case atom ((pattern template) ...))} or {@code switch}. */
final class CaseNode extends TemplateNode {
    private final Node subject;
    private final Template[] patterns;
    private final AnswerNode[] results;
    /** Whether no value at all is a case as well, and errors are. */
    private final boolean seesEmpty;

    CaseNode(
            Expression part,
            String[] names,
            Scope scope,
            Node subject,
            Template[] patterns,
            AnswerNode[] results,
            boolean seesEmpty) {
        super(part, names, scope);
        this.subject = subject;
        this.patterns = patterns;
        this.results = results;
        this.seesEmpty = seesEmpty;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final Atom known = subject.direct(machine, slots);
        if (known != null) {
            select(machine, slots, known, next);
        } else if (machine.isTooDeep(next)) {
            evaluateInstance(machine, slots, expected, next);
        } else {
            await(machine, slots, next);
        }
    }

    private void await(Machine machine, Atom[] slots, Frame next) {
        final NothingChoice nothing = seesEmpty ? new NothingChoice(this, slots, next) : null;
        if (seesEmpty) {
            machine.push(nothing);
        }
        subject.run(
                machine, slots, Names.UNDEFINED, new SubjectFrame(next, machine.newestChoice(), this, slots, nothing));
    }

    private void select(Machine machine, Atom[] slots, Atom value, Frame next) {
        for (int i = 0; i < patterns.length; i++) {
            final int mark = machine.unifier().mark();
            if (patterns[i].match(
                    value, slots, machine.unifier(), machine.knowledge().ids())) {
                results[i].run(machine, this, slots, Names.UNDEFINED, next);
                return;
            }
            machine.unifier().undo(mark);
        }
        machine.fail();
    }

    private static final class SubjectFrame extends AlternativesFrame {
        private final CaseNode node;
        private final Atom[] slots;
        private final NothingChoice nothing;

        SubjectFrame(Frame next, Choice mark, CaseNode node, Atom[] slots, NothingChoice nothing) {
            super(next, mark);
            this.node = node;
            this.slots = slots;
            this.nothing = nothing;
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
            if (node.seesEmpty) {
                deliverToCase(machine, value);
            } else if (CallNode.endsTuple(value) && !value.equals(node.subject.instance(machine, slots))) {
                CallNode.finishEarly(machine, value, next);
            } else {
                node.select(machine, slots, value, next);
            }
        }

        private void deliverToCase(Machine machine, Atom value) {
            if (Names.EMPTY.equals(value)) {
                machine.fail();
                return;
            }
            nothing.answered = true;
            if (machine.newestChoice() == nothing) {
                machine.drop(nothing);
            }
            node.select(machine, slots, value, next);
        }
    }

    /** Comes when the subject has no further value. */
    private static final class NothingChoice extends Choice {
        private final CaseNode node;
        private final Atom[] slots;
        private final Frame next;
        private boolean answered;

        NothingChoice(CaseNode node, Atom[] slots, Frame next) {
            this.node = node;
            this.slots = slots;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            if (answered) {
                machine.fail();
            } else {
                node.select(machine, slots, Names.EMPTY, next);
            }
        }
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        return Names.UNDEFINED;
    }
}
