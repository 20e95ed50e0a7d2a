package io.mettalith.evaluator.atom;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the evaluator asks of atoms: equality, hash, substitution, occurrence.
 *
 * <p>A bound variable stands for its binding throughout; a free one is itself. Bindings must not be cyclic.
 *
 * <p>Threading: pure functions, as safe as the variables they meet are confined.
 *
 * <p>Complexity: linear in the number of different nodes. A walk over the first {@value #SHORT_WALK} recurses, which is
 * fastest for the atoms of everyday. One that becomes longer has a stack of its own, so that depth is limited only by memory;
 * remembers what it has met, so that a node which is shared is not walked again, however often it occurs; and counts its
 * steps as {@link Work}, so that a limit ends it. Ground sub-expressions are not visited by whatever only concerns variables.
 */
public final class Atoms {
    /** Nodes up to which a walk recurses and remembers nothing. */
    static final int SHORT_WALK = 512;

    private static final int FOUND = -1;
    private static final int EXHAUSTED = -2;

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
        final Atom value = deref(atom);
        return value instanceof Expression expression && !expression.ground()
                ? Rewriting.resolving().apply(expression)
                : value;
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

    /** Returns the atom resolved, with each free variable replaced by what a function says, in which nothing is replaced. */
    public static Atom replaced(Atom atom, Function<Variable, Atom> values) {
        return Rewriting.replacing(values).apply(atom);
    }

    /** Reports whether a free variable occurs in an atom, or is it. */
    public static boolean occurs(Variable variable, Atom in) {
        final int left = search(in, variable, null, SHORT_WALK);
        return left == EXHAUSTED ? searchLong(in, variable, null) : left == FOUND;
    }

    /** Adds the free variables of an atom to a set, in the order of their first occurrence. */
    public static void collectVariables(Atom atom, Set<Variable> into) {
        if (search(atom, null, into, SHORT_WALK) == EXHAUSTED) {
            searchLong(atom, null, into);
        }
    }

    /**
     * Looks for a variable, or collects all.
     *
     * @return how many of the nodes that may be walked are left, or {@link #FOUND} or {@link #EXHAUSTED}
     */
    private static int search(Atom in, Variable wanted, Set<Variable> collected, int nodesLeft) {
        Atom atom = deref(in);
        if (atom instanceof Variable variable) {
            return take(variable, wanted, collected) ? FOUND : nodesLeft;
        }
        if (!(atom instanceof Expression expression) || expression.ground()) {
            return nodesLeft;
        }
        int rest = nodesLeft - expression.size();
        for (int i = 0; i < expression.size() && rest >= 0; i++) {
            rest = search(expression.get(i), wanted, collected, rest);
        }
        return rest >= 0 || rest == FOUND ? rest : EXHAUSTED;
    }

    private static boolean take(Variable variable, Variable wanted, Set<Variable> collected) {
        if (collected != null) {
            collected.add(variable);
        }
        return variable == wanted;
    }

    private static boolean searchLong(Atom root, Variable wanted, Set<Variable> collected) {
        Work work = Work.current();
        Set<Expression> met = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Atom> pending = new ArrayDeque<>();
        pending.push(root);
        while (!pending.isEmpty()) {
            work.step();
            Atom atom = deref(pending.pop());
            if (atom instanceof Variable variable) {
                if (take(variable, wanted, collected)) {
                    return true;
                }
            } else if (atom instanceof Expression expression && !expression.ground() && met.add(expression)) {
                for (int i = expression.size() - 1; i >= 0; i--) {
                    pending.push(expression.get(i));
                }
            }
        }
        return false;
    }
}
