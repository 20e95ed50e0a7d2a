package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import java.util.List;

/**
 * An evaluation ended before it had found all results: a limit was reached, or somebody wanted it to end. What it has
 * written by then stays written, but for what a transaction under way has.
 */
public abstract sealed class EvaluationStoppedException extends RuntimeException
        permits EvaluationInterruptedException, LimitExceededException {
    private static final long serialVersionUID = 1L;

    private final long steps;
    private final transient Progress progress;

    /** How far an evaluation had come. */
    record Progress(CallChain chain, List<Atom> results, List<List<Atom>> completed) {
        static final Progress NONE = new Progress(CallChain.EMPTY, List.of(), List.of());
    }

    EvaluationStoppedException(String message, long steps, Progress progress) {
        super(message);
        this.steps = steps;
        this.progress = progress;
    }

    abstract EvaluationStoppedException with(Progress reached);

    /** Returns this exception with the calls that were under way. */
    EvaluationStoppedException at(CallChain chain) {
        return like(new Progress(chain, progress.results, progress.completed));
    }

    /** Returns this exception with the results of the evaluation that had been found. */
    public EvaluationStoppedException withResults(List<Atom> results) {
        return like(new Progress(progress.chain, List.copyOf(results), progress.completed));
    }

    /** Returns this exception with the results of the evaluations before, of the same program. */
    public EvaluationStoppedException withCompleted(List<List<Atom>> completed) {
        return like(new Progress(progress.chain, progress.results, List.copyOf(completed)));
    }

    private EvaluationStoppedException like(Progress reached) {
        final EvaluationStoppedException other = with(reached);
        other.setStackTrace(getStackTrace());
        return other;
    }

    /** Returns how many steps the machine had made. */
    public long steps() {
        return steps;
    }

    /** Returns the calls that were under way, the innermost first. */
    public CallChain chain() {
        return progress.chain;
    }

    /** Returns the results that the evaluation had found. */
    public List<Atom> results() {
        return progress.results;
    }

    /** Returns the results of each {@code !} before, where a whole program was run at once. */
    public List<List<Atom>> completed() {
        return progress.completed;
    }
}
