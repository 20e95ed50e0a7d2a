package io.mettalith.evaluator.atom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The hash of atoms: of an expression, from its size and the hashes of its children in order.
 *
 * <p>A ground expression keeps its hash, so that growing an expression step by step hashes each step once.
 */
final class AtomHash {
    private static final int FREE_VARIABLE = 0x5bd1e995;
    private static final int MULTIPLIER = 0x9E3779B1;

    private int nodesLeft = Atoms.SHORT_WALK;
    /** The hashes of expressions with variables, which keep none, once the walk is long. */
    private Map<Expression, Integer> known;

    private AtomHash() {}

    static int of(Atom in) {
        Atom atom = Atoms.deref(in);
        return atom instanceof Expression expression ? ofExpression(expression) : ofLeaf(atom);
    }

    private static int ofExpression(Expression expression) {
        return expression.knownHash() != 0 ? expression.knownHash() : new AtomHash().compute(expression);
    }

    private static int ofLeaf(Atom atom) {
        return atom instanceof Variable ? FREE_VARIABLE : atom.hashCode();
    }

    private int compute(Expression expression) {
        nodesLeft -= expression.size();
        if (nodesLeft < 0) {
            return computeLong(expression);
        }
        int hash = expression.size();
        for (Atom given : expression.childrenUnsafe()) {
            Atom child = Atoms.deref(given);
            hash = mix(hash, child instanceof Expression inner ? hashOf(inner) : ofLeaf(child));
        }
        return finish(expression, hash);
    }

    private int hashOf(Expression inner) {
        return inner.knownHash() != 0 ? inner.knownHash() : compute(inner);
    }

    private int computeLong(Expression root) {
        Work work = Work.current();
        if (known == null) {
            known = new IdentityHashMap<>();
        }
        Deque<Frame> path = new ArrayDeque<>();
        Frame frame = new Frame(root);
        while (true) {
            work.step();
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
                continue;
            }
            int hash = knownHash(inner);
            if (hash != 0) {
                frame.add(hash);
            } else {
                path.push(frame);
                frame = new Frame(inner);
            }
        }
    }

    private int knownHash(Expression expression) {
        return expression.ground() ? expression.knownHash() : known.getOrDefault(expression, 0);
    }

    private static int mix(int hash, int child) {
        return Integer.rotateLeft((hash ^ child) * MULTIPLIER, 15);
    }

    /** Returns the hash of a whole expression, never 0, which stands for an unknown one. */
    private int finish(Expression expression, int mixed) {
        int spread = mixed ^ mixed >>> 16;
        int hash = spread == 0 ? 1 : spread;
        expression.keepHash(hash);
        if (known != null && !expression.ground()) {
            known.put(expression, hash);
        }
        return hash;
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
