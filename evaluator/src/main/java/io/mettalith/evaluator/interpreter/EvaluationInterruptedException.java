package io.mettalith.evaluator.interpreter;

/** The thread that evaluates was interrupted, or the evaluation cancelled by another, and it was abandoned. */
public final class EvaluationInterruptedException extends EvaluationStoppedException {
    private static final long serialVersionUID = 1L;

    /** Says after how many steps it was. */
    public EvaluationInterruptedException(long steps) {
        this(steps, Progress.NONE);
    }

    private EvaluationInterruptedException(long steps, Progress progress) {
        super("evaluation interrupted: steps=" + steps, steps, progress);
    }

    @Override
    EvaluationStoppedException with(Progress reached) {
        return new EvaluationInterruptedException(steps(), reached);
    }
}
