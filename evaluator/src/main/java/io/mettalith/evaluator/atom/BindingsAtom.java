package io.mettalith.evaluator.atom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the variables of an expression stand for in one of its results, as a value: {@code { $x <- a }}.
 *
 * <p>The variables are the expression's own, so the value means something only where those are at hand. It is opaque: no
 * substitution reaches into it. Stored in a space it becomes the expression {@link #written()}.
 *
 * <p>Threading: as the variables in it.
 */
public final class BindingsAtom extends Grounded {
    private static final Symbol NAME = Symbol.of("Bindings");

    private final List<Variable> variables;
    private final Atom[] values;

    private BindingsAtom(List<Variable> variables, Atom[] values) {
        this.variables = variables;
        this.values = values;
    }

    /** Returns what these variables stand for now; those that are free are left out. */
    public static BindingsAtom of(Iterable<Variable> candidates) {
        final List<Variable> bound = new ArrayList<>();
        candidates.forEach(variable -> {
            if (variable.binding() != null) {
                bound.add(variable);
            }
        });
        return new BindingsAtom(bound, bound.stream().map(Atoms::resolve).toArray(Atom[]::new));
    }

    /** Returns the number of variables. */
    public int size() {
        return values.length;
    }

    /** Returns the variable at an index from 0. */
    public Variable variable(int index) {
        return variables.get(index);
    }

    /** Returns what the variable at an index stands for. */
    public Atom value(int index) {
        return values[index];
    }

    /** Returns the expression {@code (Bindings ($x a) ...)}. */
    public Expression written() {
        final Atom[] children = new Atom[values.length + 1];
        children[0] = NAME;
        for (int i = 0; i < values.length; i++) {
            children[i + 1] = Expression.of(variables.get(i), values[i]);
        }
        return Expression.of(children);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BindingsAtom bindings
                && variables.equals(bindings.variables)
                && Arrays.equals(values, bindings.values);
    }

    @Override
    public int hashCode() {
        return values.length;
    }
}
