package io.mettalith.evaluator.atom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A walk over two atoms in step. The subclasses say when two leaves are the same.
 *
 * <p>Two ground expressions whose hashes are known and differ are told apart without a walk.
 */
abstract class Comparison {
    /** Leaves are the same if they are equal objects. */
    static final Comparison STRUCTURAL = new Comparison() {
        @Override
        boolean sameLeaves(Atom a, Atom b) {
            return a.equals(b);
        }
    };

    /** As {@link #STRUCTURAL}, but numbers compare by value. */
    static final Comparison LANGUAGE = new Comparison() {
        @Override
        boolean sameLeaves(Atom a, Atom b) {
            return a instanceof NumberAtom x && b instanceof NumberAtom y ? Numbers.languageEquals(x, y) : a.equals(b);
        }

        @Override
        boolean trivial(Expression a, Expression b) {
            return false; // NaN makes an expression differ from itself
        }

        @Override
        boolean hashesDiffer(Expression a, Expression b) {
            return false;
        }
    };

    /** Returns a comparison, for one use, that pairs free variables. */
    static Comparison alpha() {
        return new Alpha();
    }

    /** Compares what is left of two dereferenced atoms that are not both expressions. */
    abstract boolean sameLeaves(Atom a, Atom b);

    /** Reports whether two expressions are the same without a look at their children. */
    boolean trivial(Expression a, Expression b) {
        return a == b;
    }

    /** Reports whether two expressions differ without a look at their children. */
    boolean hashesDiffer(Expression a, Expression b) {
        return a.knownHash() != b.knownHash() && a.knownHash() != 0 && b.knownHash() != 0;
    }

    final boolean holds(Atom a, Atom b) {
        return holds(a, b, 0);
    }

    private boolean holds(Atom left, Atom right, int depth) {
        Atom a = Atoms.deref(left);
        Atom b = Atoms.deref(right);
        if (a instanceof Expression x && b instanceof Expression y) {
            return trivial(x, y) || mayBeSame(x, y) && sameChildren(x, y, depth);
        }
        return sameLeaves(a, b);
    }

    private boolean mayBeSame(Expression a, Expression b) {
        return a.size() == b.size() && !hashesDiffer(a, b);
    }

    private boolean sameChildren(Expression a, Expression b, int depth) {
        if (depth == Atoms.RECURSION_LIMIT) {
            return sameChildrenDeep(a, b);
        }
        for (int i = 0; i < a.size(); i++) {
            if (!holds(a.get(i), b.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameChildrenDeep(Expression a, Expression b) {
        Deque<Atom> pending = new ArrayDeque<>();
        pushChildren(a, b, pending);
        while (!pending.isEmpty()) {
            Atom left = Atoms.deref(pending.pop());
            Atom right = Atoms.deref(pending.pop());
            if (left instanceof Expression x && right instanceof Expression y) {
                if (trivial(x, y)) {
                    continue;
                }
                if (!mayBeSame(x, y)) {
                    return false;
                }
                pushChildren(x, y, pending);
            } else if (!sameLeaves(left, right)) {
                return false;
            }
        }
        return true;
    }

    private static void pushChildren(Expression a, Expression b, Deque<Atom> pending) {
        for (int i = 0; i < a.size(); i++) {
            pending.push(b.get(i));
            pending.push(a.get(i));
        }
    }

    /** Leaves are the same if they are equal, or free variables that only ever meet each other. */
    private static final class Alpha extends Comparison {
        private Map<Variable, Variable> rightOfLeft;
        private Map<Variable, Variable> leftOfRight;

        @Override
        boolean sameLeaves(Atom a, Atom b) {
            return a instanceof Variable x && b instanceof Variable y ? pair(x, y) : a.equals(b);
        }

        @Override
        boolean trivial(Expression a, Expression b) {
            return a == b && a.ground();
        }

        private boolean pair(Variable left, Variable right) {
            if (rightOfLeft == null) {
                rightOfLeft = new IdentityHashMap<>(4);
                leftOfRight = new IdentityHashMap<>(4);
            }
            Variable knownRight = rightOfLeft.putIfAbsent(left, right);
            Variable knownLeft = leftOfRight.putIfAbsent(right, left);
            return (knownRight == null || knownRight == right) && (knownLeft == null || knownLeft == left);
        }
    }
}
