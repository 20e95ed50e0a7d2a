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
    private static final int DIFFERENT = -1;
    private static final int EXHAUSTED = -2;

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
        final int left = compare(a, b, Atoms.SHORT_WALK);
        return left == EXHAUSTED ? holdsLong(a, b) : left != DIFFERENT;
    }

    /** Returns how many of the nodes that may be walked are left, or {@link #DIFFERENT} or {@link #EXHAUSTED}. */
    private int compare(Atom left, Atom right, int nodesLeft) {
        Atom a = Atoms.deref(left);
        Atom b = Atoms.deref(right);
        if (!(a instanceof Expression x) || !(b instanceof Expression y)) {
            return sameLeaves(a, b) ? nodesLeft : DIFFERENT;
        }
        if (trivial(x, y)) {
            return nodesLeft;
        }
        if (!mayBeSame(x, y)) {
            return DIFFERENT;
        }
        int rest = nodesLeft - x.size();
        for (int i = 0; i < x.size() && rest >= 0; i++) {
            rest = compare(x.get(i), y.get(i), rest);
        }
        return rest >= 0 || rest == DIFFERENT ? rest : EXHAUSTED;
    }

    private boolean mayBeSame(Expression a, Expression b) {
        return a.size() == b.size() && !hashesDiffer(a, b);
    }

    /** Begins anew with a stack of its own. A pair that was met is not walked again: where it differs, all differs. */
    private boolean holdsLong(Atom left, Atom right) {
        Work work = Work.current();
        IdentityPairs met = new IdentityPairs();
        Deque<Atom> pending = new ArrayDeque<>();
        pending.push(right);
        pending.push(left);
        while (!pending.isEmpty()) {
            work.step();
            Atom a = Atoms.deref(pending.pop());
            Atom b = Atoms.deref(pending.pop());
            if (!(a instanceof Expression x) || !(b instanceof Expression y)) {
                if (!sameLeaves(a, b)) {
                    return false;
                }
            } else if (!trivial(x, y) && met.add(x, y)) {
                if (!mayBeSame(x, y)) {
                    return false;
                }
                pushChildren(x, y, pending);
            }
        }
        return true;
    }

    private static void pushChildren(Expression a, Expression b, Deque<Atom> pending) {
        for (int i = a.size() - 1; i >= 0; i--) {
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
