package io.mettalith.bench;

import io.mettalith.bench.report.LanguageResults;

/**
 * Evaluates a program that writes nothing on an environment and on a fork of it, by {@link Turns}. Arguments: number of
 * pairs of blocks.
 */
public final class ForkEvaluation {
    private static final int BLOCK = 16;
    private static final int WARM_UP_PAIRS = 400;

    private static long results;

    private ForkEvaluation() {}

    /** Measures. */
    public static void main(String[] arguments) {
        final int pairs = Integer.parseInt(arguments[0]);
        try (Evaluation evaluation = new Evaluation()) {
            final Turns turns = new Turns(LanguageResults.FORK, Evaluation.FACTS, BLOCK);
            final Turns.Block owner = block(evaluation.onOwner());
            final Turns.Block fork = block(evaluation.onFork());
            turns.measure(owner, fork, Math.min(pairs, WARM_UP_PAIRS));
            turns.report(turns.measure(owner, fork, pairs));
            if (results == 0 || !evaluation.onFork().hasWrittenNothing()) {
                throw new IllegalStateException("not an evaluation that finds something and writes nothing: results="
                        + results + ", unmodified=" + evaluation.onFork().hasWrittenNothing());
            }
        }
    }

    private static Turns.Block block(Evaluation.Side side) {
        return turn -> {
            for (int i = 0; i < BLOCK; i++) {
                results += side.evaluate();
            }
        };
    }
}
