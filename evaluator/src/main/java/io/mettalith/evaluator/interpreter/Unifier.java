package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Variable;
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
    private static final int RECURSION_LIMIT = 1000;
    private static final int FEW = 1024;

    private Variable[] trail = new Variable[256];
    private int size;
    private Atom[] pending = new Atom[0];
    private int pendingSize;
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
        pendingSize = 0;
        if (!unify(left, right, 0)) {
            pendingSize = 0;
            return false;
        }
        while (pendingSize > 0) {
            final Atom b = pending[--pendingSize];
            final Atom a = pending[--pendingSize];
            if (!unify(a, b, 0)) {
                pendingSize = 0;
                return false;
            }
        }
        return true;
    }

    private boolean unify(Atom left, Atom right, int depth) {
        final Atom a = Atoms.deref(left);
        final Atom b = Atoms.deref(right);
        if (a == b) {
            return true;
        }
        if (b instanceof Variable variable) {
            return bindChecked(variable, a);
        }
        if (a instanceof Variable variable) {
            return bindChecked(variable, b);
        }
        if (!(a instanceof Expression x)) {
            return sameLeaf(a, b);
        }
        if (!(b instanceof Expression y) || x.size() != y.size()) {
            return false;
        }
        if (depth == RECURSION_LIMIT) {
            defer(x, y);
            return true;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!unify(x.get(i), y.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
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
