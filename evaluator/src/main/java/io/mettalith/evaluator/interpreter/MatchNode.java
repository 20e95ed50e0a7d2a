package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.store.environment.NoSuchSpaceException;
import java.util.ArrayList;
import java.util.List;

/** {@code (match space pattern template)}. */
final class MatchNode extends TemplateNode {
    private final Node space;
    private final Template pattern;
    private final AnswerNode result;
    /** Whether the template was found to need evaluation. */
    private boolean collectsInVain;

    MatchNode(Expression part, String[] names, Scope scope, Node space, Template pattern, AnswerNode result) {
        super(part, names, scope);
        this.space = space;
        this.pattern = pattern;
        this.result = result;
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        if (space.direct(machine, slots) instanceof SpaceAtom matched) {
            final Atom asked = pattern.instance(slots, machine.knowledge().ids());
            final Frame frame = new AnswerFrame(next, this, slots);
            try {
                Matching.begin(machine, matched, asked, Expression.UNIT, Names.EMPTY, frame);
            } catch (final NoSuchSpaceException e) {
                machine.answer(next, Names.error(instance(machine, slots), e.getMessage()));
            }
        } else {
            evaluateInstance(machine, slots, expected, next);
        }
    }

    /**
     * Collects what the template stands for in each answer, all at once, if that needs no evaluation.
     *
     * @return whether that was so; otherwise what has been collected means nothing
     */
    boolean collect(Machine machine, Atom[] slots, List<Atom> into) {
        if (collectsInVain || !(space.direct(machine, slots) instanceof SpaceAtom matched)) {
            return false;
        }
        final Atom asked = pattern.instance(slots, machine.knowledge().ids());
        if (Matching.isConjunction(asked)) {
            return false;
        }
        try {
            collectsInVain = !collect(machine, slots, matched, asked, into);
            return !collectsInVain;
        } catch (final NoSuchSpaceException e) {
            return false;
        }
    }

    private boolean collect(Machine machine, Atom[] slots, SpaceAtom matched, Atom asked, List<Atom> into) {
        final long copies = machine.knowledge().countGround(matched, asked);
        return copies >= 0
                ? copies == 0 || add(machine, slots, copies, into)
                : collectAnswers(machine, slots, matched, asked, into);
    }

    private boolean collectAnswers(Machine machine, Atom[] slots, SpaceAtom matched, Atom asked, List<Atom> into) {
        final Unifier unifier = machine.unifier();
        final int mark = unifier.mark();
        try (Query query = machine.knowledge().query(matched, asked)) {
            for (long copies = query.next(unifier); copies > 0; copies = query.next(unifier)) {
                if (!add(machine, slots, copies, into)) {
                    return false;
                }
                unifier.undo(mark);
                machine.tick();
            }
        } finally {
            unifier.undo(mark);
        }
        return true;
    }

    private static long count(Machine machine, SpaceAtom matched, Atom asked) {
        try {
            return machine.knowledge().countGround(matched, asked);
        } catch (final NoSuchSpaceException e) {
            return -1;
        }
    }

    private boolean add(Machine machine, Atom[] slots, long copies, List<Atom> into) {
        final Atom value = result.direct(machine, slots);
        if (value == null) {
            return false;
        }
        final Atom resolved = Atoms.resolve(value);
        for (long i = 0; i < copies; i++) {
            machine.tick();
            into.add(resolved);
        }
        return true;
    }

    /**
     * Reports whether there is any answer and how many, as {@link #collect} would, if one look at the space tells.
     *
     * @return the tuple of all results, or null
     */
    Atom collectedGround(Machine machine, Atom[] slots) {
        if (collectsInVain || !(space.direct(machine, slots) instanceof SpaceAtom matched)) {
            return null;
        }
        final Atom asked = pattern.instance(slots, machine.knowledge().ids());
        final long copies = count(machine, matched, asked);
        if (copies <= 0) {
            return copies < 0 ? null : Expression.UNIT;
        }
        final List<Atom> results = new ArrayList<>();
        return add(machine, slots, copies, results) ? Expression.of(results.toArray(new Atom[0])) : null;
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
