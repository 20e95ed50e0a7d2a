package io.mettalith.evaluator.interpreter;

/** An evaluation reached a limit that it was given, and was abandoned. */
public final class LimitExceededException extends EvaluationStoppedException {
    private static final long serialVersionUID = 1L;

    private final Limit limit;

    /**
     * Says which limit it was.
     *
     * @param limit what the evaluation ran out of
     * @param value how much it had, as text
     * @param steps how many steps it had made
     */
    public LimitExceededException(Limit limit, String value, long steps) {
        this(limit, message(limit, value, steps), steps, Progress.NONE);
    }

    private LimitExceededException(Limit limit, String message, long steps, Progress progress) {
        super(message, steps, progress);
        this.limit = limit;
    }

    private static String message(Limit limit, String value, long steps) {
        return switch (limit) {
            case STEPS -> "step limit reached: maxSteps=" + value + "; allow more steps or look for an endless loop";
            case TIME ->
                "time limit reached: timeout=" + value + ", steps=" + steps
                        + "; allow more time or look for an endless loop";
            case RESULTS -> "result limit reached: maxResults=" + value + "; there may be more";
            case MEMORY ->
                "memory limit reached: maxMemoryBytes=" + value
                        + "; allow more memory, give the JVM more heap, or look for what grows without end";
            case DIGITS ->
                "an integer would become too long: maxIntegerDigits=" + value
                        + "; allow more digits or calculate with floats";
        };
    }

    /** Returns which limit it was. */
    public Limit limit() {
        return limit;
    }

    @Override
    EvaluationStoppedException with(Progress reached) {
        return new LimitExceededException(limit, getMessage(), steps(), reached);
    }
}
