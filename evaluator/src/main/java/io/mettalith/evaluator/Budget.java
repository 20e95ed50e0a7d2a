package io.mettalith.evaluator;

import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.Limit;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.interpreter.StepWatch;

/**
 * What is left of the steps and the time of one call, and whether somebody has cancelled it.
 *
 * <p>Threading: that of its interpreter, but {@link #cancel()} may be called from any thread.
 */
final class Budget implements StepWatch {
    private Limits limits = Limits.none();
    private long lastStep = Long.MAX_VALUE;
    private long beganNs;
    private volatile boolean cancelled;

    /** Begins anew. */
    void open(Limits given, long steps) {
        limits = given;
        lastStep = steps > Long.MAX_VALUE - given.maxSteps() ? Long.MAX_VALUE : steps + given.maxSteps();
        beganNs = System.nanoTime();
        cancelled = false;
    }

    /** Takes off steps that somebody else has made for this call. */
    void spend(long steps) {
        lastStep = lastStep == Long.MAX_VALUE ? lastStep : lastStep - steps;
    }

    /** Ends what is under way, or else nothing. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public long check(long steps) {
        if (cancelled) {
            throw new EvaluationInterruptedException(steps);
        }
        if (steps >= lastStep) {
            throw new LimitExceededException(Limit.STEPS, Long.toString(limits.maxSteps()), steps);
        }
        if (System.nanoTime() - beganNs >= limits.timeout().toNanos()) {
            throw new LimitExceededException(Limit.TIME, limits.timeout().toString(), steps);
        }
        return lastStep;
    }

    /** Reports whether an evaluation may have a further result after so many. */
    boolean allowsResult(long found) {
        return found < limits.maxResults();
    }

    /** Returns what is thrown where there may be more results than allowed. */
    LimitExceededException tooManyResults(long steps) {
        return new LimitExceededException(Limit.RESULTS, Long.toString(limits.maxResults()), steps);
    }
}
