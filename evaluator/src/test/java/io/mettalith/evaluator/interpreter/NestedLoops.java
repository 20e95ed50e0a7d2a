package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The answers to a conjunction by nested loops over a list of atoms in the order of the goals: slow and plain, with
 * substitutions that are maps, and nothing in common with what it checks but the atoms.
 */
final class NestedLoops {
    private final List<Atom> facts;
    private final int limit;
    private final List<Atom> answers = new ArrayList<>();
    private int fresh;
    private int steps;

    /** Makes a model of a space that holds {@code facts}, a copy in each place, for at most {@code limit} steps. */
    NestedLoops(List<Atom> facts, int limit) {
        this.facts = facts;
        this.limit = limit;
    }

    /** Returns the template for each answer, or null if that took more steps than are allowed. */
    List<Atom> solve(List<Atom> goals, Atom template) {
        return solve(goals, 0, template, new HashMap<>()) ? answers : null;
    }

    private boolean solve(List<Atom> goals, int index, Atom template, Map<Variable, Atom> known) {
        if (index == goals.size()) {
            answers.add(apply(template, known));
            return true;
        }
        for (final Atom fact : facts) {
            if (++steps > limit) {
                return false;
            }
            final Map<Variable, Atom> extended = new HashMap<>(known);
            if (unify(goals.get(index), renamed(fact, new HashMap<>()), extended)
                    && !solve(goals, index + 1, template, extended)) {
                return false;
            }
        }
        return true;
    }

    private Atom renamed(Atom atom, Map<Variable, Variable> names) {
        if (atom instanceof Variable variable) {
            return names.computeIfAbsent(variable, v -> new Variable("fresh", --fresh));
        }
        return atom instanceof Expression expression ? rebuilt(expression, child -> renamed(child, names)) : atom;
    }

    private static Atom apply(Atom atom, Map<Variable, Atom> known) {
        if (atom instanceof Variable variable) {
            return known.containsKey(variable) ? apply(known.get(variable), known) : variable;
        }
        return atom instanceof Expression expression ? rebuilt(expression, child -> apply(child, known)) : atom;
    }

    /** Returns an expression of what becomes of each child. */
    static Expression rebuilt(Expression expression, UnaryOperator<Atom> change) {
        final Atom[] children = expression.children();
        for (int i = 0; i < children.length; i++) {
            children[i] = change.apply(children[i]);
        }
        return Expression.of(children);
    }

    private static boolean unify(Atom left, Atom right, Map<Variable, Atom> known) {
        final Atom a = value(left, known);
        final Atom b = value(right, known);
        if (a == b) {
            return true;
        }
        if (a instanceof Variable variable) {
            return bind(variable, b, known);
        }
        if (b instanceof Variable variable) {
            return bind(variable, a, known);
        }
        if (!(a instanceof Expression x) || !(b instanceof Expression y)) {
            return a.equals(b);
        }
        boolean same = x.size() == y.size();
        for (int i = 0; same && i < x.size(); i++) {
            same = unify(x.get(i), y.get(i), known);
        }
        return same;
    }

    private static Atom value(Atom atom, Map<Variable, Atom> known) {
        Atom value = atom;
        while (value instanceof Variable variable && known.containsKey(variable)) {
            value = known.get(variable);
        }
        return value;
    }

    private static boolean bind(Variable variable, Atom value, Map<Variable, Atom> known) {
        if (occurs(variable, value, known)) {
            return false;
        }
        known.put(variable, value);
        return true;
    }

    private static boolean occurs(Variable variable, Atom in, Map<Variable, Atom> known) {
        final Atom atom = value(in, known);
        if (atom instanceof Expression expression) {
            for (final Atom child : expression.children()) {
                if (occurs(variable, child, known)) {
                    return true;
                }
            }
        }
        return atom == variable;
    }
}
