package io.mettalith.evaluator;

import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.syntax.SourceText;

/** Follows a program as it runs. */
@FunctionalInterface
public interface RunListener {
    /** Learns that a text of the program is run next. */
    default void begins(SourceText source) {}

    /** Takes what a {@code !} came to, as soon as it is complete. */
    void executed(Execution execution);

    /**
     * Takes what a {@code !} came to that was stopped, before the exception is thrown on.
     *
     * @param partial with the results that had been found
     */
    default void stopped(Execution partial, EvaluationStoppedException why) {}
}
