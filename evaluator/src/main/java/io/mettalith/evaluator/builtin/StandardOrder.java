package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Machine;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * The standard order of terms: variables by age, then numbers by value, a float before an integer that is equal, then
 * symbols and truth values by their text, strings by theirs, other values by theirs, and last expressions, child by child,
 * the shorter first where one begins as the other.
 *
 * <p>Complexity: linear in the atoms as written out; the stack does not grow with their depth.
 */
final class StandardOrder implements Comparator<Atom> {
    private static final int NUMBER = 1;
    private static final int EXPRESSION = 5;

    @Override
    public int compare(Atom left, Atom right) {
        final Deque<Pair> open = new ArrayDeque<>();
        int order = compareHere(Atoms.deref(left), Atoms.deref(right), open);
        while (order == 0 && !open.isEmpty()) {
            final Pair pair = open.peek();
            if (pair.isAtEnd()) {
                open.pop();
                order = Integer.compare(pair.left.size(), pair.right.size());
            } else {
                final int index = pair.next++;
                order = compareHere(Machine.argument(pair.left, index), Machine.argument(pair.right, index), open);
            }
        }
        return order;
    }

    /** Two expressions that are being compared. */
    private static final class Pair {
        private final Expression left;
        private final Expression right;
        private int next;

        Pair(Expression left, Expression right) {
            this.left = left;
            this.right = right;
        }

        boolean isAtEnd() {
            return next == Math.min(left.size(), right.size());
        }
    }

    /** Compares two atoms; of two expressions, the children are left to do. */
    private static int compareHere(Atom left, Atom right, Deque<Pair> open) {
        final int rank = rank(left);
        if (rank != rank(right)) {
            return Integer.compare(rank, rank(right));
        }
        if (rank == EXPRESSION) {
            if (left != right) {
                open.push(new Pair((Expression) left, (Expression) right));
            }
            return 0;
        }
        if (left instanceof Variable one && right instanceof Variable other) {
            return one == other ? 0 : Long.compare(one.id(), other.id());
        }
        return rank == NUMBER
                ? compareNumbers((NumberAtom) left, (NumberAtom) right)
                : left.toString().compareTo(right.toString());
    }

    private static int rank(Atom atom) {
        if (atom instanceof Variable) {
            return 0;
        }
        if (atom instanceof NumberAtom) {
            return NUMBER;
        }
        if (atom instanceof Symbol || atom instanceof BoolAtom) {
            return 2;
        }
        return atom instanceof StringAtom ? 3 : atom instanceof Expression ? EXPRESSION : 4;
    }

    private static int compareNumbers(NumberAtom left, NumberAtom right) {
        final boolean finite = Double.isFinite(left.doubleValue()) && Double.isFinite(right.doubleValue());
        final int order = finite
                ? new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()))
                : Double.compare(left.doubleValue(), right.doubleValue());
        return order != 0 ? order : Boolean.compare(right instanceof FloatAtom, left instanceof FloatAtom);
    }
}
