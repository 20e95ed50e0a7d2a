package io.mettalith.store.environment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One line of history: what one handle, an environment or a space, goes through between being made and being closed.
 *
 * <p>A line is held by its handle while that is open, by every handle that was forked off it, and by every line that has
 * united with it. What only one of them holds is of no use for finding a common ancestor, for which two are needed, and
 * need not be remembered. A line that nobody holds lets go of those that it holds itself.
 *
 * <p>The number of holders is kept as two: what was forked off, counted by the handle itself under its latch, and what
 * has been given back, counted by anybody with one atomic operation. So a fork costs none here.
 *
 * <p>Threading: what this line holds and {@link #branch()} are for its own handle, under that one's latch; whoever takes
 * the last hold back, and only he, has it after that. All else is thread-safe.
 */
final class Line {
    private static final VarHandle BRANCHES;
    private static final VarHandle RETURNS;
    private static final Line[] NONE = {};

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            BRANCHES = lookup.findVarHandle(Line.class, "branches", int.class);
            RETURNS = lookup.findVarHandle(Line.class, "returns", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long seed;
    private final boolean branched;
    private Line parent;
    private Line[] joined = NONE;

    /** Holders there have been: the handle itself and what was forked off it. */
    @SuppressWarnings("FieldMayBeFinal") // through BRANCHES
    private int branches = 1;

    /** Holders that have gone, less those that came by a union. */
    @SuppressWarnings("unused") // through RETURNS
    private int returns;

    /** Holders that keep no state of this line but one that was sealed. */
    private volatile int images;

    private Line(Line parent, long seed, boolean branched) {
        this.parent = parent;
        this.seed = seed;
        this.branched = branched;
    }

    /** Returns a line that begins empty. */
    static Line root(long path) {
        return new Line(null, path, false);
    }

    /** Returns the line of a handle that was forked off {@code parent}, for which {@link #branch()} was called then. */
    static Line ofFork(Line parent, long sequence) {
        return new Line(parent, parent.seedOfBranch(sequence), true);
    }

    /** Returns a line that begins on another, wherever that is used now. */
    static Line beginningOn(Line parent, long path) {
        return new Line(parent.addHolder() ? parent : null, path, false);
    }

    /** Returns the line of a sealed image of what {@code parent}'s handle had. */
    static Line ofImage(Line parent) {
        final Line image = beginningOn(parent, 0);
        if (image.parent != null) {
            synchronized (parent) {
                parent.images++;
            }
        }
        return image;
    }

    /** Returns where this line stands in the tree of forks: the same in every run of the same program. */
    long path() {
        return branched ? mix(seed) : seed;
    }

    /** Returns the path of the branch that leaves this line at the given point. */
    long branchPath(long sequence) {
        return mix(seedOfBranch(sequence));
    }

    private long seedOfBranch(long sequence) {
        return path() * 0x9E3779B97F4A7C15L + sequence + 1;
    }

    private static long mix(long seed) {
        long mixed = seed;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** Notes that one more holds this line from now on. Called under the latch of the line's handle, which is open. */
    void branch() {
        BRANCHES.setRelease(this, branches + 1);
    }

    /** Returns the number of holders, or more: whoever is counted may have gone meanwhile. */
    int holders() {
        // In this order: what comes between the two reads makes the number greater, never smaller.
        final int gone = (int) RETURNS.getVolatile(this);
        return (int) BRANCHES.getVolatile(this) - gone;
    }

    /** Reports whether no holder is left. True stays true. */
    boolean isGone() {
        return holders() <= 0;
    }

    /** Reports whether at most one holder is left. True stays true unless that holder forks. */
    boolean hasOneHolder() {
        return holders() <= 1;
    }

    /** Reports whether nobody but the handle itself can know a state of this line that is not sealed. */
    boolean isHeldByItsHandleAlone() {
        return holders() - images <= 1;
    }

    /** Adds a holder unless there is none any more. */
    private boolean addHolder() {
        int gone;
        do {
            gone = (int) RETURNS.getVolatile(this);
            if ((int) BRANCHES.getVolatile(this) - gone <= 0) {
                return false;
            }
        } while (!RETURNS.compareAndSet(this, gone, gone - 1));
        return true;
    }

    /**
     * Holds a line that this one has united with; returns false where nobody holds it any more. The parent is held already,
     * and once: a second hold by the same line would look like somebody else's.
     */
    boolean hold(Line other) {
        if (holds(other)) {
            return true;
        }
        if (!other.addHolder()) {
            return false;
        }
        append(other);
        return true;
    }

    /** Holds a line that this one has united with, for which {@link #branch()} was called. */
    void holdBranched(Line other) {
        if (holds(other)) {
            other.release();
        } else {
            append(other);
        }
    }

    private boolean holds(Line other) {
        if (other == parent) {
            return true;
        }
        for (final Line line : joined) {
            if (line == other) {
                return true;
            }
        }
        return false;
    }

    private void append(Line other) {
        if (joined.length == 0) {
            joined = new Line[] {other};
        } else {
            joined = Arrays.copyOf(joined, joined.length + 1);
            joined[joined.length - 1] = other;
        }
    }

    /** Reports whether nobody else knows {@code other}; this line then needs it no more and takes its place. */
    boolean outlives(Line other) {
        return other == parent ? replacesParent() : other.isGone();
    }

    /** Takes the place of the parent if nobody else holds it: holds what that held, and forgets it. */
    private boolean replacesParent() {
        final Line replaced = parent;
        final int gone = (int) RETURNS.getVolatile(replaced);
        if ((int) BRANCHES.getVolatile(replaced) - gone != 1 || !RETURNS.compareAndSet(replaced, gone, gone + 1)) {
            return false;
        }
        for (final Line line : replaced.joined) {
            if (line == this) {
                release();
            } else {
                holdBranched(line);
            }
        }
        replaced.joined = NONE;
        parent = replaced.parent;
        replaced.parent = null;
        if (parent != null) {
            letGo(parent); // where this had united with it
        }
        return true;
    }

    /** Lets go of a line that this one has united with. */
    void letGo(Line other) {
        if (forget(other)) {
            other.release();
        }
    }

    /** Returns how many lines are held by this one and by those it holds, itself included: what bounds are tested by. */
    int reachable() {
        final Set<Line> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Line> pending = new ArrayDeque<>();
        pending.add(this);
        while (!pending.isEmpty()) {
            final Line line = pending.pop();
            if (seen.add(line)) {
                pending.addAll(Arrays.asList(line.joined));
                if (line.parent != null) {
                    pending.add(line.parent);
                }
            }
        }
        return seen.size();
    }

    /** Lets go of all lines that this one has united with but those needed. */
    void letGoUnless(Predicate<Line> needed) {
        for (final Line line : joined) {
            if (!needed.test(line)) {
                letGo(line);
            }
        }
    }

    private boolean forget(Line other) {
        for (int i = 0; i < joined.length; i++) {
            if (joined[i] == other) {
                final Line[] kept = Arrays.copyOf(joined, joined.length - 1);
                System.arraycopy(joined, i + 1, kept, i, kept.length - i);
                joined = kept;
                return true;
            }
        }
        return false;
    }

    /** Takes back the hold of the handle, of one branch or of one line that united with this. */
    void release() {
        if (isGoneAfterOneMore()) {
            final Deque<Line> released = new ArrayDeque<>();
            abandon(released);
            while (!released.isEmpty()) {
                final Line line = released.pop();
                if (line.isGoneAfterOneMore()) {
                    line.abandon(released);
                }
            }
        }
    }

    private boolean isGoneAfterOneMore() {
        final int gone = (int) RETURNS.getAndAdd(this, 1) + 1;
        return (int) BRANCHES.getVolatile(this) == gone;
    }

    private void abandon(Deque<Line> released) {
        for (final Line line : joined) {
            released.add(line);
        }
        joined = NONE;
        if (parent != null) {
            released.add(parent);
        }
    }
}
