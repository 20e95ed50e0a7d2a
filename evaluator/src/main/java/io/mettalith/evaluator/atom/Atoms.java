package io.mettalith.evaluator.atom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * What the evaluator asks of atoms: equality, hash, substitution, occurrence.
 *
 * <p>A bound variable stands for its binding throughout; a free one is itself. Bindings must not be cyclic.
 *
 * <p>Threading: pure functions, as safe as the variables they meet are confined.
 *
 * <p>Complexity: linear in the atom as written out. The first {@value #RECURSION_LIMIT} levels recurse, which is
 * fastest for the atoms of everyday; what lies deeper is walked with an explicit stack, so that depth is limited only
 * by memory. Ground sub-expressions are shared, not visited, by whatever only concerns variables.
 */
public final class Atoms {
    /** The depth from which on an explicit stack replaces recursion. */
    static final int RECURSION_LIMIT = 200;

    private Atoms() {}

    /** Returns what an atom stands for: itself unless it is a bound variable. */
    public static Atom deref(Atom atom) {
        Atom value = atom;
        while (value instanceof Variable variable && variable.binding() != null) {
            value = variable.binding();
        }
        return value;
    }

    /** Reports whether two atoms are the same; free variables are the same only if they are one object. */
    public static boolean equal(Atom a, Atom b) {
        return Comparison.STRUCTURAL.holds(a, b);
    }

    /** Reports whether the language's {@code ==} holds, as {@link #equal} but for numbers, which compare by value. */
    public static boolean languageEquals(Atom a, Atom b) {
        return Comparison.LANGUAGE.holds(a, b);
    }

    /** Reports whether two atoms are the same up to a one-to-one renaming of their free variables. */
    public static boolean alphaEqual(Atom a, Atom b) {
        return Comparison.alpha().holds(a, b);
    }

    /**
     * Returns a hash that agrees with {@link #equal} and, since all free variables hash alike, with
     * {@link #alphaEqual}. It changes when a variable inside is bound.
     */
    public static int hash(Atom atom) {
        return AtomHash.of(atom);
    }

    /**
     * Returns the atom with every bound variable replaced by what it stands for: the very same object if there is none.
     * A rebuilt expression is not flagged as evaluated.
     */
    public static Atom resolve(Atom atom) {
        return Rewriting.resolving().apply(atom);
    }

    /** Returns the atom resolved, with each free variable replaced by a fresh one, the same for all its occurrences. */
    public static Atom renamed(Atom atom, VariableIds ids) {
        return Rewriting.renaming(ids).apply(atom);
    }

    /**
     * Returns the atom resolved, with a free variable replaced by a value. Nothing is replaced in the value itself, in which
     * the variable may occur.
     */
    public static Atom substituted(Atom atom, Variable variable, Atom value) {
        return Rewriting.substituting(variable, value).apply(atom);
    }

    /**
     * Returns the atom resolved, with some of its free variables replaced by values and each other one by a fresh one.
     * Nothing is replaced in the values.
     */
    public static Atom instantiated(Atom atom, Map<Variable, ? extends Atom> values, VariableIds ids) {
        return Rewriting.instantiating(values, ids).apply(atom);
    }

    /** Reports whether a free variable occurs in an atom, or is it. */
    public static boolean occurs(Variable variable, Atom in) {
        return occurs(variable, in, 0);
    }

    private static boolean occurs(Variable variable, Atom in, int depth) {
        Atom atom = deref(in);
        if (!(atom instanceof Expression expression)) {
            return atom == variable;
        }
        if (expression.ground()) {
            return false;
        }
        if (depth == RECURSION_LIMIT) {
            return occursDeep(variable, expression);
        }
        for (Atom child : expression.childrenUnsafe()) {
            if (occurs(variable, child, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean occursDeep(Variable variable, Expression root) {
        Deque<Atom> pending = new ArrayDeque<>();
        pending.push(root);
        while (!pending.isEmpty()) {
            Atom atom = deref(pending.pop());
            if (atom == variable) {
                return true;
            }
            pushChildren(atom, pending);
        }
        return false;
    }

    /** Adds the free variables of an atom to a set, in the order of their first occurrence. */
    public static void collectVariables(Atom atom, Set<Variable> into) {
        collectVariables(atom, into, 0);
    }

    private static void collectVariables(Atom in, Set<Variable> into, int depth) {
        Atom atom = deref(in);
        if (atom instanceof Variable variable) {
            into.add(variable);
        } else if (atom instanceof Expression expression && !expression.ground()) {
            if (depth == RECURSION_LIMIT) {
                collectDeep(expression, into);
                return;
            }
            for (Atom child : expression.childrenUnsafe()) {
                collectVariables(child, into, depth + 1);
            }
        }
    }

    private static void collectDeep(Expression root, Set<Variable> into) {
        Deque<Atom> pending = new ArrayDeque<>();
        pending.push(root);
        while (!pending.isEmpty()) {
            Atom atom = deref(pending.pop());
            if (atom instanceof Variable variable) {
                into.add(variable);
            }
            pushChildren(atom, pending);
        }
    }

    /** Pushes the children of an expression that has variables, so that the first child is popped first. */
    private static void pushChildren(Atom atom, Deque<Atom> pending) {
        if (atom instanceof Expression expression && !expression.ground()) {
            for (int i = expression.size() - 1; i >= 0; i--) {
                pending.push(expression.get(i));
            }
        }
    }
}
