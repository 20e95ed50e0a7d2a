package io.mettalith.store.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One line of history: what one handle, an environment or a space, goes through between being made and being closed.
 *
 * <p>A line is held by its handle while that is open, by every line that branched off it, and by every line that has
 * united with it. What only one line holds is of no use for finding a common ancestor, for which two are needed, and
 * need not be remembered. A line that nobody holds lets go of those that it holds itself.
 *
 * <p>Threading: thread-safe.
 */
final class Line {
    private final Line parent;
    private final long path;
    private final List<Line> joined = new ArrayList<>(0);
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

    /** Holds a line that this one has united with; returns false where nobody holds it any more. */
    synchronized boolean hold(Line other) {
        if (joined.contains(other)) {
            return true;
        }
        int before;
        do {
            before = other.holders.get();
            if (before == 0) {
                return false;
            }
        } while (!other.holders.compareAndSet(before, before + 1));
        joined.add(other);
        return true;
    }

    /** Lets go of a line that this one has united with. */
    void letGo(Line other) {
        final boolean held;
        synchronized (this) {
            held = joined.remove(other);
        }
        if (held) {
            other.release();
        }
    }

    /** Reports whether nobody but one other line holds this line. */
    boolean hasOneHolder() {
        return holders.get() <= 1;
    }

    /** Takes back the hold of the handle, of one branch or of one line that united with this. */
    void release() {
        final Deque<Line> released = new ArrayDeque<>(List.of(this));
        while (!released.isEmpty()) {
            final Line line = released.pop();
            if (line.holders.decrementAndGet() == 0) {
                line.abandon(released);
            }
        }
    }

    private synchronized void abandon(Deque<Line> released) {
        released.addAll(joined);
        joined.clear();
        if (parent != null) {
            released.add(parent);
        }
    }
}
