package io.mettalith.store.environment;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One line of history: what one handle, an environment or a space, goes through between being made and being closed.
 *
 * <p>A line is <em>live</em> while its handle is open or a line that branched off it is live. Of a line that is not
 * live nobody can be a descendant, so nothing about it needs to be remembered.
 */
final class Line {
    private final Line parent;
    private final long path;
    private final AtomicInteger holders = new AtomicInteger(1);

    Line(Line parent, long path) {
        this.parent = parent;
        this.path = path;
        if (parent != null) {
            parent.holders.incrementAndGet();
        }
    }

    /** Returns where this line stands in the tree of forks: the same in every run of the same program. */
    long path() {
        return path;
    }

    /** Returns the path of the branch that leaves this line at the given point. */
    long branchPath(long sequence) {
        long mixed = path * 0x9E3779B97F4A7C15L + sequence + 1;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    boolean isLive() {
        return holders.get() > 0;
    }

    /** Reports whether nobody but one branch holds this line any more. */
    boolean hasOneHolder() {
        return holders.get() <= 1;
    }

    /** Takes back the hold of the handle or of one branch. */
    void release() {
        for (Line line = this; line != null && line.holders.decrementAndGet() == 0; ) {
            line = line.parent;
        }
    }
}
