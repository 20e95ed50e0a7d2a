package io.mettalith.evaluator.syntax;

import java.util.Arrays;

/**
 * Where the nodes of one top-level atom stand in the text, in pre-order: an expression before its children.
 *
 * <pre>
 * 2n      start offset of node n
 * 2n + 1  its end offset, complemented where the node is one token of the text
 * </pre>
 *
 * <p>A token may stand for an expression, if it is bound to one; the children of that have no place in the text.
 */
final class NodeOffsets {
    private int[] offsets;
    private int used;

    NodeOffsets() {
        this(new int[128], 0);
    }

    private NodeOffsets(int[] offsets, int used) {
        this.offsets = offsets;
        this.used = used;
    }

    /** Returns a copy that later recording does not change. */
    NodeOffsets copy() {
        return new NodeOffsets(Arrays.copyOf(offsets, used), used);
    }

    void clear() {
        used = 0;
    }

    /** Adds an expression, to be closed after its children, and returns its node. */
    int open(int start) {
        return add(start, start);
    }

    void close(int node, int end) {
        offsets[2 * node + 1] = end;
    }

    void token(int start, int end) {
        add(start, ~end);
    }

    int count() {
        return used / 2;
    }

    int start(int node) {
        return offsets[2 * node];
    }

    int end(int node) {
        int end = offsets[2 * node + 1];
        return end < 0 ? ~end : end;
    }

    boolean isToken(int node) {
        return offsets[2 * node + 1] < 0;
    }

    private int add(int start, int end) {
        if (used == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * used);
        }
        int node = used / 2;
        offsets[used++] = start;
        offsets[used++] = end;
        return node;
    }
}
