package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Where the parts of one top-level atom stand in its text.
 *
 * <p>Positions are kept beside the atoms, so that atoms cost nothing for having been parsed. An expression is known by
 * its identity; a symbol, a variable or a grounded value, which may be one object at many places, by the expression it
 * is a child of and its index there. The expression {@code ()} is one object as well, and known by its first place.
 *
 * <p>Threading: not thread-safe.
 *
 * <p>Complexity: the first question is linear in the atom, later ones in the children before the one asked for.
 */
public final class SourceMap {
    private final SourceText source;
    private final Atom root;
    private final NodeOffsets offsets;
    private Map<Expression, Integer> nodes;
    private int[] nodeAfter;

    SourceMap(SourceText source, Atom root, NodeOffsets offsets) {
        this.source = source;
        this.root = root;
        this.offsets = offsets;
    }

    /** Returns where the whole atom, or an expression inside it, is written, or null if it is not written there. */
    public SourceSpan spanOf(Atom atom) {
        if (atom == root) {
            return span(0);
        }
        Integer node = atom instanceof Expression expression ? nodes().get(expression) : null;
        return node == null ? null : span(node);
    }

    /**
     * Returns where the child of an expression is written, or null if the expression is not written in this atom.
     *
     * @throws IndexOutOfBoundsException if the expression has no such child
     */
    public SourceSpan spanOf(Expression parent, int childIndex) {
        if (childIndex < 0 || childIndex >= parent.size()) {
            throw new IndexOutOfBoundsException("no such child: index=" + childIndex + ", size=" + parent.size());
        }
        Integer node = nodes().get(parent);
        if (node == null) {
            return null;
        }
        int child = node + 1;
        for (int i = 0; i < childIndex; i++) {
            child = nodeAfter[child];
        }
        return span(child);
    }

    private SourceSpan span(int node) {
        return new SourceSpan(source, offsets.start(node), offsets.end(node));
    }

    private Map<Expression, Integer> nodes() {
        if (nodes == null) {
            nodes = new IdentityHashMap<>();
            nodeAfter = new int[offsets.count()];
            if (!offsets.isToken(0)) {
                resolve((Expression) root);
            }
        }
        return nodes;
    }

    /** Walks the atom and the offsets in step. */
    private void resolve(Expression whole) {
        Deque<Frame> path = new ArrayDeque<>();
        Frame frame = enter(whole, 0);
        for (int node = 1; frame != null; ) {
            if (frame.child == frame.expression.size()) {
                nodeAfter[frame.node] = node;
                frame = path.poll();
                continue;
            }
            Atom child = frame.expression.get(frame.child++);
            if (offsets.isToken(node)) {
                nodeAfter[node] = node + 1;
            } else {
                path.push(frame);
                frame = enter((Expression) child, node);
            }
            node++;
        }
    }

    private Frame enter(Expression expression, int node) {
        nodes.putIfAbsent(expression, node);
        return new Frame(expression, node);
    }

    /** An expression whose children are being walked. */
    private static final class Frame {
        private final Expression expression;
        private final int node;
        private int child;

        private Frame(Expression expression, int node) {
            this.expression = expression;
            this.node = node;
        }
    }
}
