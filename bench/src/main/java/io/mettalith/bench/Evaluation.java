package io.mettalith.bench;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.store.environment.Environment;
import java.util.Locale;

/**
 * One program that writes nothing, to be evaluated on an environment and on a fork of it: rules that call each other and
 * themselves, and a query that joins facts.
 */
final class Evaluation implements AutoCloseable {
    /** Facts that the query chooses from. */
    static final int FACTS = 10_000;

    private static final String RULES = """
            (= (steps $n) (if (< $n 2) $n (+ (steps (- $n 1)) (steps (- $n 2)))))
            (= (two $from) (match &self (, (edge $from $via) (edge $via $to)) (pair $to (steps 7))))
            """;
    private static final String QUESTION = "(two 17)";

    private final Environment owner = Environment.create();
    private final Environment fork;
    private final Side ofOwner;
    private final Side ofFork;

    /** Loads the program and forks the environment. */
    Evaluation() {
        final Metta metta = new Metta(owner);
        metta.run(RULES);
        metta.run(facts());
        fork = owner.fork();
        ofOwner = new Side(metta);
        ofFork = new Side(new Metta(fork));
    }

    private static String facts() {
        final StringBuilder facts = new StringBuilder();
        for (int i = 0; i < FACTS; i++) {
            facts.append(String.format(Locale.ROOT, "(edge %d %d) ", i / 2, (7 * i + 3) % (FACTS / 2)));
        }
        return facts.toString();
    }

    /** Returns the evaluation on the environment that was loaded. */
    Side onOwner() {
        return ofOwner;
    }

    /** Returns the evaluation on the fork. */
    Side onFork() {
        return ofFork;
    }

    @Override
    public void close() {
        fork.close();
        owner.close();
    }

    /** The program on one of the environments. */
    static final class Side {
        private final Metta metta;
        private final Atom question;

        Side(Metta metta) {
            this.metta = metta;
            question = metta.parse(QUESTION).get(0);
        }

        /** Evaluates the program and returns how many results it has. */
        int evaluate() {
            return metta.evaluate(question).size();
        }

        /** Reports whether the environment is as it was when it was forked. */
        boolean hasWrittenNothing() {
            return metta.environment().isUnmodified();
        }
    }
}
