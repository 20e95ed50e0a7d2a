package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import java.util.Arrays;

/**
 * Where the latest errors of an evaluation came up. An error travels outwards as one object, so it is known by its
 * identity; remembering it costs nothing but a few comparisons, and only its first appearance counts.
 */
final class ErrorOrigins {
    private static final int KEPT = 8;

    private final Atom[] errors = new Atom[KEPT];
    private final Frame[] frames = new Frame[KEPT];
    private int next;
    private CallChain chain = CallChain.EMPTY;

    /** Forgets everything: another evaluation begins. */
    void clear() {
        if (errors[0] != null) {
            Arrays.fill(errors, null);
            Arrays.fill(frames, null);
            next = 0;
        }
        chain = CallChain.EMPTY;
    }

    /** Remembers the frame that an error was first handed to. */
    void note(Atom error, Frame at) {
        if (indexOf(error) < 0) {
            errors[next] = error;
            frames[next] = at;
            next = (next + 1) % KEPT;
        }
    }

    /** Keeps the calls of a result that is an error, while the variables in them still have their values. */
    void select(Atom result) {
        if (Names.isError(result)) {
            final int index = indexOf(result);
            chain = index < 0 ? CallChain.EMPTY : CallChain.of(null, frames[index]);
        }
    }

    /** Returns what was kept last. */
    CallChain chain() {
        return chain;
    }

    private int indexOf(Atom error) {
        for (int i = 0; i < KEPT; i++) {
            if (errors[i] == error) {
                return i;
            }
        }
        return -1;
    }
}
