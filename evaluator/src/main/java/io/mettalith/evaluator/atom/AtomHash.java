package io.mettalith.evaluator.atom;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The hash of atoms: of an expression, from its size and the hashes of its children in order.
 *
 * <p>A ground expression keeps its hash, so that growing an expression step by step hashes each step once.
 */
final class AtomHash {
    private static final int FREE_VARIABLE = 0x5bd1e995;
    private static final int MULTIPLIER = 0x9E3779B1;

    private AtomHash() {}

    static int of(Atom atom) {
        return of(atom, 0);
    }

    private static int of(Atom in, int depth) {
        Atom atom = Atoms.deref(in);
        return atom instanceof Expression expression ? ofExpression(expression, depth) : ofLeaf(atom);
    }

    private static int ofLeaf(Atom atom) {
        return atom instanceof Variable ? FREE_VARIABLE : atom.hashCode();
    }

    private static int ofExpression(Expression expression, int depth) {
        if (expression.knownHash() != 0) {
            return expression.knownHash();
        }
        if (depth == Atoms.RECURSION_LIMIT) {
            return ofDeep(expression);
        }
        int hash = expression.size();
        for (Atom child : expression.childrenUnsafe()) {
            hash = mix(hash, of(child, depth + 1));
        }
        return finish(expression, hash);
    }

    private static int ofDeep(Expression root) {
        Deque<Frame> path = new ArrayDeque<>();
        Frame frame = new Frame(root);
        while (true) {
            if (frame.next == frame.expression.size()) {
                int hash = finish(frame.expression, frame.hash);
                if (path.isEmpty()) {
                    return hash;
                }
                frame = path.pop();
                frame.add(hash);
                continue;
            }
            Atom child = Atoms.deref(frame.expression.get(frame.next++));
            if (!(child instanceof Expression inner)) {
                frame.add(ofLeaf(child));
            } else if (inner.knownHash() != 0) {
                frame.add(inner.knownHash());
            } else {
                path.push(frame);
                frame = new Frame(inner);
            }
        }
    }

    private static int mix(int hash, int child) {
        return Integer.rotateLeft((hash ^ child) * MULTIPLIER, 15);
    }

    /** Returns the hash of a whole expression, never 0, which stands for an unknown one. */
    private static int finish(Expression expression, int mixed) {
        int hash = mixed ^ mixed >>> 16;
        int known = hash == 0 ? 1 : hash;
        expression.keepHash(known);
        return known;
    }

    /** An expression whose children are being hashed. */
    private static final class Frame {
        private final Expression expression;
        private int next;
        private int hash;

        private Frame(Expression expression) {
            this.expression = expression;
            hash = expression.size();
        }

        private void add(int child) {
            hash = mix(hash, child);
        }
    }
}
