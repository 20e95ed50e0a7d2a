package io.mettalith.evaluator.interpreter;

/** Operations whose calls in rules the {@link Compiler} knows: each has a node that does what the operation does. */
public enum Form {
    /** {@code (if condition then else)}. */
    IF,
    /** {@code (let pattern value template)}. */
    LET,
    /** {@code (let* ((pattern value) ...) template)}. */
    LET_ALL,
    /** {@code (case atom ((pattern template) ...))}. */
    CASE,
    /** {@code (switch atom ((pattern template) ...))}. */
    SWITCH,
    /** {@code (match space pattern template)}. */
    MATCH,
    /** {@code (collapse atom)}. */
    COLLAPSE
}
