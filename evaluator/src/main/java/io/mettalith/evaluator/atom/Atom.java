package io.mettalith.evaluator.atom;

/**
 * A term of MeTTa: a {@link Symbol}, a {@link Variable}, an {@link Expression} or a {@link Grounded} value.
 *
 * <p>Atoms are immutable but for the binding of a variable. {@code equals} and {@code hashCode} are those of
 * {@link Atoms#equal} and {@link Atoms#hash}, except that a variable, taken by itself, equals only itself.
 *
 * <p>Threading: an atom without variables may be shared between threads. A variable, and whatever contains it, belongs
 * to the thread that evaluates it.
 */
public abstract sealed class Atom permits Symbol, Variable, Expression, Grounded {
    Atom() {}

    /** Returns the atom as MeTTa text, bound variables replaced, as {@link AtomFormat#PLAIN} prints it. */
    @Override
    public final String toString() {
        return AtomFormat.PLAIN.format(this);
    }
}
