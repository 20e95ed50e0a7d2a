package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of a call's arguments without matching: that a left side asks for something else. Looks at the
 * arguments and the children of those that are expressions, no deeper.
 */
final class Discriminant {
    /** Stands for the argument itself. */
    private static final int WHOLE = -1;

    private static final Discriminant[] NONE = {};

    private final int argument;
    private final int size;
    private final int child;
    /** What is asked for, or null for any expression of the size. */
    private final Atom atom;

    private Discriminant(int argument, int size, int child, Atom atom) {
        this.argument = argument;
        this.size = size;
        this.child = child;
        this.atom = atom;
    }

    /** Returns what tells calls apart that a left side cannot match. */
    static Discriminant[] of(Atom left) {
        if (!(left instanceof Expression call)) {
            return NONE;
        }
        final List<Discriminant> found = new ArrayList<>();
        for (int i = 1; i < call.size(); i++) {
            if (call.get(i) instanceof Expression expression) {
                addChildren(i, expression, found);
            } else if (!(call.get(i) instanceof Variable)) {
                found.add(new Discriminant(i, 0, WHOLE, call.get(i)));
            }
        }
        return found.toArray(NONE);
    }

    private static void addChildren(int argument, Expression expression, List<Discriminant> into) {
        final int before = into.size();
        for (int child = 0; child < expression.size(); child++) {
            final Atom part = expression.get(child);
            if (!(part instanceof Variable) && !(part instanceof Expression)) {
                into.add(new Discriminant(argument, expression.size(), child, part));
            }
        }
        if (into.size() == before) {
            into.add(new Discriminant(argument, expression.size(), WHOLE, null));
        }
    }

    /** Reports whether a call certainly does not match. */
    boolean excludes(Atom[] call) {
        final Atom actual = Atoms.deref(call[argument]);
        if (actual instanceof Variable) {
            return false;
        }
        if (size == 0 && atom != null) {
            return !atom.equals(actual);
        }
        if (!(actual instanceof Expression expression) || expression.size() != size) {
            return true;
        }
        return atom != null && differs(Atoms.deref(expression.get(child)));
    }

    private boolean differs(Atom part) {
        return part != atom && !(part instanceof Variable) && !atom.equals(part);
    }
}
