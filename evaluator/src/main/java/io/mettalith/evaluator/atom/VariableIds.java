package io.mettalith.evaluator.atom;

/**
 * The counter that makes variables unique within one evaluation.
 *
 * <p>Each evaluation counts from its own beginning, so that a program prints the same variables in every run.
 *
 * <p>Threading: not thread-safe; confined to the thread that evaluates.
 */
public final class VariableIds {
    private long next;

    /** Counts from 1. */
    public VariableIds() {
        this(1);
    }

    /** Counts from the given id, which is at least 1 since 0 marks variables as written in a source. */
    public VariableIds(long first) {
        next = first;
    }

    /** Returns the id that the next variable will have. */
    public long upcoming() {
        return next;
    }

    /** Returns an id not returned before. */
    public long next() {
        return next++;
    }
}
