package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Work;
import java.util.ArrayList;
import java.util.List;

/** All answers of a space to a pattern at once, for operations that need no choice between them. */
public final class Answers {
    private Answers() {}

    /** Returns the pattern once for each answer, with what the answer binds in place; nothing stays bound. */
    public static List<Atom> of(Machine machine, SpaceAtom space, Atom pattern) {
        final Knowledge knowledge = machine.knowledge();
        final Unifier unifier = machine.unifier();
        final List<Atom> answers = new ArrayList<>();
        final Work work = Work.current();
        final int mark = unifier.mark();
        try (Query query = knowledge.query(space, pattern)) {
            for (long copies = query.next(unifier); copies > 0; copies = query.next(unifier)) {
                final Atom answer = Atoms.resolve(pattern);
                for (long i = 0; i < copies; i++) {
                    work.step();
                    answers.add(answer);
                }
                unifier.undo(mark);
            }
        }
        return answers;
    }
}
