package io.mettalith.evaluator.interpreter;

/** The thread that evaluates was interrupted, and the evaluation was abandoned. */
public final class EvaluationInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvaluationInterruptedException(long steps) {
        super("evaluation interrupted: steps=" + steps);
    }
}
