package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import java.util.ArrayList;
import java.util.List;

/** Collects all results of an atom. */
public final class Collecting {
    private Collecting() {}

    /**
     * Returns the frame that takes the results. When there are no more, {@code next} is handed the tuple of them, each with
     * its bindings applied, {@code Empty} left out.
     */
    public static Frame begin(Machine machine, Frame next) {
        final List<Atom> results = new ArrayList<>();
        machine.push(new CollectedChoice(results, next));
        return new CollectFrame(next, machine.newestChoice(), results);
    }

    private static final class CollectFrame extends AlternativesFrame {
        private final List<Atom> results;

        CollectFrame(Frame next, Choice mark, List<Atom> results) {
            super(next, mark);
            this.results = results;
        }

        @Override
        void deliver(Machine machine, Atom value) {
            if (!Names.EMPTY.equals(value)) {
                results.add(Atoms.resolve(value));
            }
            machine.fail();
        }
    }

    /** Comes when all results have been collected. */
    private static final class CollectedChoice extends Choice {
        private final List<Atom> results;
        private final Frame next;

        CollectedChoice(List<Atom> results, Frame next) {
            this.results = results;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            machine.answer(next, Expression.of(results.toArray(new Atom[0])));
        }
    }
}
