package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/**
 * What remains to be done once a value is known: one link of the machine's stack, which lives on the heap.
 *
 * <p>Several alternatives may come back to the same frame, so a frame does not change once a choice may hold it.
 */
public abstract class Frame {
    /** No part of an expression in particular. */
    static final int NO_PART = -1;

    /** What remains to be done after this, or null at the bottom. */
    final Frame next;
    /** Number of frames from here to the bottom. */
    final int depth;

    /** Makes a frame on top of another. */
    protected Frame(Frame next) {
        this.next = next;
        this.depth = next == null ? 1 : next.depth + 1;
    }

    /** Returns what remains to be done after this. */
    public final Frame next() {
        return next;
    }

    /** Returns the expression whose evaluation waits for the value, for reports; null where there is none to speak of. */
    protected Atom waiting() {
        return null;
    }

    /** Reports whether {@link #waiting()} would return an expression, which may have to be built. */
    boolean waits() {
        return waiting() != null;
    }

    /** Returns the index of the part of {@link #waiting()} whose value is waited for, or {@link #NO_PART}. */
    int part() {
        return NO_PART;
    }

    /** Goes on with the value. */
    protected abstract void resume(Machine machine, Atom value);
}
