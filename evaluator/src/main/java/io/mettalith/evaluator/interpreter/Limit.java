package io.mettalith.evaluator.interpreter;

/** What an evaluation may run out of. Depth is not among these: too deep a call has {@code StackOverflow} for its value. */
public enum Limit {
    /** Steps of the machine. */
    STEPS,
    /** Time. */
    TIME,
    /** Results to be found. */
    RESULTS,
    /** Memory. */
    MEMORY,
    /** Digits of an integer. */
    DIGITS
}
