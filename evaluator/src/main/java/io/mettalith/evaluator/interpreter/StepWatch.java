package io.mettalith.evaluator.interpreter;

/** Decides, while a machine runs, whether it goes on. */
@FunctionalInterface
public interface StepWatch {
    /** Lets a machine run for ever. */
    StepWatch NONE = steps -> Long.MAX_VALUE;

    /**
     * Returns normally to let the machine go on.
     *
     * @param steps how many steps the machine has made since it was made
     * @return the number of steps at which it wants to be asked again; the machine asks at least every few thousand steps
     * @throws EvaluationStoppedException to end the evaluation
     */
    long check(long steps);
}
