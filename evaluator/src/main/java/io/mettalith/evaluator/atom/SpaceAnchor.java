package io.mettalith.evaluator.atom;

/**
 * What all handles of one space have in common: it can be reached as long as one of them can.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class SpaceAnchor {
    private final Trace trace;

    /** Makes an anchor that leaves a trace. */
    public SpaceAnchor(Trace trace) {
        this.trace = trace;
    }

    Trace trace() {
        return trace;
    }

    /** What is known of a space after its last handle has gone. */
    public static final class Trace {
        private volatile boolean written;

        /** Makes a trace of a space whose handle was not written yet. */
        public Trace() {}

        void noteWritten() {
            if (!written) {
                written = true;
            }
        }

        /** Reports whether a handle was ever written into the store: then it may be there. */
        public boolean isWritten() {
            return written;
        }
    }
}
