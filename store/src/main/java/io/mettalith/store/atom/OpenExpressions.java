package io.mettalith.store.atom;

import java.util.Arrays;

/** The expressions around the current token of a walk, each with the children still to come. */
final class OpenExpressions {
    private int[] awaited = new int[16];
    private int depth;

    int depth() {
        return depth;
    }

    void clear() {
        depth = 0;
    }

    /** Enters an expression with one child or more. */
    void open(int children) {
        if (depth == awaited.length) {
            awaited = Arrays.copyOf(awaited, depth * 2);
        }
        awaited[depth++] = children;
    }

    /** Ends an atom without children and returns how many expressions end with it. */
    int close() {
        int depthBefore = depth;
        while (depth > 0 && --awaited[depth - 1] == 0) {
            depth--;
        }
        return depthBefore - depth;
    }
}
