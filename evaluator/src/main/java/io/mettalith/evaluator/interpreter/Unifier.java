package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.IdentityPairs;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.Work;
import java.util.Arrays;

/**
 * Makes atoms equal by binding variables on either side, and undoes what it bound.
 *
 * <p>Of two variables the right one is bound, so that the left one's name is what a result shows. Numbers are equal by
 * value, as they are to {@code ==}: {@code 1} unifies with {@code 1.0}.
 *
 * <p>Every binding is noted on a trail; {@link #undo(int)} takes back all since a mark. A variable is not bound to an
 * expression that contains it: such a branch has no solution. Not thread-safe.
 */
public final class Unifier {
    /** Nodes up to which unifying recurses and remembers nothing. */
    private static final int SHORT_WALK = 512;

    private static final int FEW = 1024;
    private static final Atom[] NOTHING = {};

    private Variable[] trail = new Variable[256];
    private int size;
    private Atom[] pending = NOTHING;
    private int pendingSize;
    private int nodesLeft;
    /** Whether types are unified, of which some match anything. */
    private boolean loosely;

    /** The pairs of expressions met, once unifying takes long: they are equal by then, or all is in vain. */
    private final IdentityPairs met = new IdentityPairs();

    private int sizeAtNextForgetting = FEW;

    /** Returns how many bindings are on the trail, to be given to {@link #undo(int)} later. */
    public int mark() {
        return size;
    }

    /** Frees all variables that were bound since the mark. */
    public void undo(int mark) {
        while (size > mark) {
            trail[--size].unbind();
            trail[size] = null;
        }
    }

    /**
     * Forgets, of the bindings since a mark, those of variables that did not exist yet at that mark: whoever goes back
     * there cannot know them. A long loop without choices so keeps nothing of its past. Looks only now and then.
     *
     * @param firstId ids of variables made since the mark are not less
     */
    void forget(int mark, long firstId) {
        if (size - mark < sizeAtNextForgetting) {
            return;
        }
        int kept = mark;
        for (int i = mark; i < size; i++) {
            if (trail[i].id() < firstId) {
                trail[kept++] = trail[i];
            }
        }
        Arrays.fill(trail, kept, size, null);
        size = kept;
        sizeAtNextForgetting = Math.max(FEW, 2 * (kept - mark));
    }

    /** Binds a free variable. */
    public void bind(Variable variable, Atom value) {
        if (size == trail.length) {
            trail = Arrays.copyOf(trail, 2 * size);
        }
        trail[size++] = variable;
        variable.bind(value);
    }

    /** Makes two atoms equal and returns true, or returns false; then some variables may be bound, and the caller undoes. */
    public boolean unify(Atom left, Atom right) {
        return unify(left, right, false);
    }

    /** As {@link #unify(Atom, Atom)}, for types: every {@code %Undefined%}, at any depth, matches anything. */
    boolean unifyLoosely(Atom left, Atom right) {
        return unify(left, right, true);
    }

    private boolean unify(Atom left, Atom right, boolean ofTypes) {
        loosely = ofTypes;
        nodesLeft = SHORT_WALK;
        pendingSize = 0;
        return unifyShort(left, right) && (pendingSize == 0 || unifyPending());
    }

    private boolean unifyShort(Atom left, Atom right) {
        final Atom a = Atoms.deref(left);
        final Atom b = Atoms.deref(right);
        if (a == b || loosely && isAnything(a, b)) {
            return true;
        }
        if (!(a instanceof Expression x) || !(b instanceof Expression y)) {
            return unifyLeaf(a, b);
        }
        if (x.size() != y.size()) {
            return false;
        }
        nodesLeft -= x.size();
        if (nodesLeft < 0) {
            defer(x, y);
            return true;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!unifyShort(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean unifyPending() {
        final Work work = Work.current();
        met.clear();
        try {
            boolean same = true;
            while (same && pendingSize > 0) {
                work.step();
                final Atom b = Atoms.deref(pending[--pendingSize]);
                final Atom a = Atoms.deref(pending[--pendingSize]);
                if (a == b || loosely && isAnything(a, b)) {
                    continue;
                }
                if (!(a instanceof Expression x) || !(b instanceof Expression y)) {
                    same = unifyLeaf(a, b);
                } else if (x.size() != y.size()) {
                    same = false;
                } else if (met.add(x, y)) {
                    deferChildren(x, y);
                }
            }
            return same;
        } finally {
            met.clear();
            pending = NOTHING;
            pendingSize = 0;
        }
    }

    private void deferChildren(Expression x, Expression y) {
        for (int i = x.size() - 1; i >= 0; i--) {
            defer(x.get(i), y.get(i));
        }
    }

    private static boolean isAnything(Atom a, Atom b) {
        return Names.UNDEFINED.equals(a) || Names.UNDEFINED.equals(b);
    }

    /** Unifies two atoms that are not the same, of which one is no expression. */
    private boolean unifyLeaf(Atom a, Atom b) {
        if (b instanceof Variable variable) {
            return bindChecked(variable, a);
        }
        if (a instanceof Variable variable) {
            return bindChecked(variable, b);
        }
        return sameLeaf(a, b);
    }

    /** Reports whether an atom that is no expression unifies with another in which no variable is free. */
    static boolean sameLeaf(Atom leaf, Atom other) {
        return leaf instanceof NumberAtom m && other instanceof NumberAtom n
                ? Numbers.languageEquals(m, n)
                : leaf.equals(other);
    }

    private boolean bindChecked(Variable variable, Atom value) {
        if (value instanceof Expression && Atoms.occurs(variable, value)) {
            return false;
        }
        bind(variable, value);
        return true;
    }

    private void defer(Atom a, Atom b) {
        if (pendingSize + 2 > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(64, 2 * pending.length));
        }
        pending[pendingSize++] = a;
        pending[pendingSize++] = b;
    }
}
