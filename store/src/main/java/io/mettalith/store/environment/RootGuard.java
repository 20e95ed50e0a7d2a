package io.mettalith.store.environment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The root that an environment stands on, and how readers and writers get at it.
 *
 * <p>A <em>reader</em> takes the latch for as long as it takes to find an answer, to open a cursor or to pin what a view
 * looks at. Readers who keep finding the latch taken freeze what is there and are let past it: while {@link #open} has a
 * root, which nobody writes again, it is read without the latch. Whoever writes takes it back.
 *
 * <p>A <em>short writer</em> changes what is there in place, or puts another root in its place, under the latch: between
 * {@link #enterToWrite()} and {@link #release()}. A <em>long writer</em> begins a {@link Draft}, works on that without
 * the latch, and publishes it under the latch when all of it stands. There is one draft at a time, and no short writer
 * gets in while there is one, so that nothing is written which the draft does not know; readers and forks do.
 */
class RootGuard extends Latch {
    private static final VarHandle ROOT;
    private static final VarHandle OPEN;
    private static final VarHandle DEFINITIONS;

    private static final AtomicLong DEFINITION_CHANGES = new AtomicLong();

    /** Times that readers find the latch taken before they are let past it. */
    private static final int PATIENCE = 8;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            ROOT = lookup.findVarHandle(RootGuard.class, "root", Root.class);
            OPEN = lookup.findVarHandle(RootGuard.class, "open", Root.class);
            DEFINITIONS = lookup.findVarHandle(RootGuard.class, "definitionsVersion", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What is known; changed under the latch, by {@link #root(Root)}. */
    Root root;

    /** What is written in place now; null until something is written. */
    Epoch epoch;
    /** The epoch before, while it may be resumed. */
    Epoch ended;

    /** The root, while it is frozen and readers are let past the latch; otherwise null. */
    private Root open;

    /** What a long writer works on, null while there is none; under the latch. */
    private Draft draft;

    private int readersHeldUp;
    private volatile boolean closed;

    /** Written under the latch, after what it speaks of. */
    private volatile long definitionsVersion;

    /** Begins with a root, and with the number that stands for its definitions where it comes from, or 0 for a new one. */
    RootGuard(Root root, long definitionsVersion) {
        this.root = root;
        this.definitionsVersion = definitionsVersion == 0 ? DEFINITION_CHANGES.incrementAndGet() : definitionsVersion;
    }

    /* ---------------- Readers ---------------- */

    /** Begins to read: returns the frozen root, or null where there is none and the latch is held instead. */
    final Root enter() {
        final Root frozen = (Root) OPEN.getAcquire(this);
        if (frozen == null) {
            enterLatched();
        }
        return frozen;
    }

    private void enterLatched() {
        final boolean heldUp = !tryAcquire();
        if (heldUp) {
            acquire();
        }
        if (closed) {
            release();
            checkOpen();
        }
        if (heldUp && ++readersHeldUp >= PATIENCE) {
            openToReaders();
        }
    }

    /** Ends what {@link #enter()} began. */
    final void leave(Root frozen) {
        if (frozen == null) {
            release();
        }
    }

    /** Returns the root to read between {@link #enter()} and {@link #leave}. */
    final Root rootOf(Root frozen) {
        return frozen == null ? root : frozen;
    }

    /** Returns the state of a space to read between {@link #enter()} and {@link #leave}. */
    final SpaceState spaceOf(Root frozen, SpaceId id) {
        return rootOf(frozen).existing(id);
    }

    /** Returns what is known of a space now, for those who look at the parts. */
    final SpaceState stateOf(SpaceId id) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, id);
        } finally {
            leave(frozen);
        }
    }

    /** Returns the root without the latch: what was there at some moment during the call. */
    final Root rootNow() {
        return (Root) ROOT.getAcquire(this);
    }

    /** Freezes what is there and lets readers past the latch until the next write. Called under the latch. */
    final void openToReaders() {
        freezeForGood();
        readersHeldUp = 0;
        OPEN.setRelease(this, root);
    }

    /** Reports whether readers are let past the latch now. */
    final boolean isOpenToReaders() {
        return OPEN.getAcquire(this) != null;
    }

    /** Lets nobody past the latch any more: something is about to be written. Called under the latch. */
    final void closeToReaders() {
        open = null;
        readersHeldUp = 0;
    }

    /* ---------------- Writers ---------------- */

    /**
     * Takes the latch to write, once there is no draft.
     *
     * @throws IllegalStateException if the environment is closed, or the calling thread has a draft of it; the latch is
     *     not held then
     */
    final void enterToWrite() {
        acquire();
        while (draft != null) {
            final Draft inTheWay = draft;
            release();
            inTheWay.awaitEnd();
            acquire();
        }
        if (closed) {
            release();
            checkOpen();
        }
    }

    /** Notes that a long write begins. Called by {@link #enterToWrite()}'s caller, under the latch. */
    final void begin(Draft begun) {
        draft = begun;
    }

    /** Notes that a long write is over, whatever came of it; wakes who waits for that. Takes the latch. */
    final void end(Draft over) {
        acquire();
        draft = null;
        release();
        over.end();
    }

    /** Reports whether a long write is under way. Called under the latch. */
    final boolean isBeingWritten() {
        return draft != null;
    }

    /** Goes on from another root, which readers find behind the latch. */
    final void root(Root next) {
        open = null;
        ROOT.setRelease(this, next);
        noteDefinitions();
    }

    /** Ends the epoch: nothing written so far is written in place again, unless the epoch is resumed. */
    final void freeze() {
        if (epoch != null) {
            ended = epoch;
            epoch = null;
        }
    }

    /** Ends the epoch for good: its end may become known to somebody whom this environment's line does not count. */
    final void freezeForGood() {
        epoch = null;
        ended = null;
    }

    /** Notes that definitions may have changed. Called under the latch. */
    final void noteDefinitions() {
        DEFINITIONS.setRelease(this, DEFINITION_CHANGES.incrementAndGet());
    }

    /**
     * Returns a number that changes whenever a rule or type declaration of any space may have changed: while it is the
     * same, so are {@link Environment#rulesVersion} and {@link Environment#typesVersion} of every space. A fork begins with
     * the number of its parent; otherwise no two environments have the same. Costs one read of memory, no latch.
     */
    public final long definitionsVersion() {
        return definitionsVersion;
    }

    /* ---------------- Life ---------------- */

    final void checkOpen() {
        if (closed) {
            throw new IllegalStateException("environment used after close: " + this);
        }
    }

    /** Reports whether {@link Environment#close()} has been called. */
    public final boolean isClosed() {
        return closed;
    }

    /** Makes every later call an error. Called under the latch. */
    final void markClosed() {
        closed = true;
    }
}
