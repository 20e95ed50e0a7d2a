package io.mettalith.store.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The right to write: a token that no other generation of this process has, and the blocks written under it.
 *
 * <p>A space writes under one generation until something else may see its segments, which is after a fork or while a
 * cursor is open. Then it takes a new generation, and everything written under the old one is frozen without being
 * touched, since no segment's owner word will ever equal a current token again.
 *
 * <p>A generation with blocks is kept reachable by a registry, so that its blocks are given back however its users go.
 *
 * <p>Threading: one writer; {@link #pin()}, {@link #unpin()} and the figures from any thread.
 */
public final class Generation {
    private static final AtomicLong TOKENS = new AtomicLong(SegmentDescriptor.NO_OWNER);
    private static final VarHandle PINS;

    static {
        try {
            PINS = MethodHandles.lookup().findVarHandle(Generation.class, "pins", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long token = TOKENS.incrementAndGet();

    @SuppressWarnings("unused") // through PINS
    private int pins;

    /** The blocks, a list under this object's monitor; the collector's findings are taken out by another thread. */
    private SegmentMemory newest;

    private int blocks;
    private final CopyTally tally;

    /** The generation whose segments copies of this one replace, or null. */
    private Generation superseded;

    /** Segments of that generation that have been replaced. */
    private List<Segment> replaced = List.of();

    /** Neighbours in the registry, under its stripe's lock. */
    Generation previous;

    Generation next;

    /** Makes a generation that nothing was written under, with a tally of its own. */
    public Generation() {
        this(new CopyTally());
    }

    /** Makes a generation that notes its copies in the tally of whoever writes. */
    public Generation(CopyTally tally) {
        this.tally = tally;
    }

    /** Returns the token that owned segments carry. */
    public long token() {
        return token;
    }

    /** Notes that a reader looks at this generation's segments: they must not be written or freed meanwhile. */
    public void pin() {
        PINS.getAndAdd(this, 1);
    }

    /** Takes one {@link #pin()} back. */
    public void unpin() {
        PINS.getAndAdd(this, -1);
    }

    /** Reports whether a reader looks at this generation's segments. */
    public boolean isPinned() {
        return (int) PINS.getVolatile(this) != 0;
    }

    /** Returns how many blocks written under this generation there are still. */
    public synchronized int blocks() {
        return blocks;
    }

    void noteCopy(int bytes) {
        tally.note(bytes);
    }

    /**
     * Notes from now on which segments of an older generation are replaced by what is written under this one, so that they
     * can be freed when nobody needs the older tree any more. Nothing has been written under this generation yet.
     */
    public void supersede(Generation older) {
        superseded = older;
        replaced = new ArrayList<>();
    }

    /** Notes that a segment has no place any more in the tree that is written under this generation. */
    void noteReplaced(Segment segment) {
        if (superseded != null && segment.isOwnedBy(superseded)) {
            replaced.add(segment);
        }
    }

    /** Forgets what has been replaced: somebody still looks at it. */
    public void keepReplaced() {
        superseded = null;
        replaced = List.of();
    }

    /** Frees what has been replaced. The caller knows that nobody looks at it. */
    public void freeReplaced() {
        final List<Segment> dead = replaced;
        keepReplaced();
        dead.forEach(Segment::free);
    }

    synchronized void add(SegmentMemory memory) {
        memory.older = newest;
        if (newest == null) {
            GenerationRegistry.add(this);
        } else {
            newest.newer = memory;
        }
        newest = memory;
        blocks++;
    }

    /** Takes a block off the list; returns false where it was not on it any more. */
    synchronized boolean remove(SegmentMemory memory) {
        if (memory.newer == null && newest != memory) {
            return false;
        }
        if (memory.newer == null) {
            newest = memory.older;
        } else {
            memory.newer.older = memory.older;
        }
        if (memory.older != null) {
            memory.older.newer = memory.newer;
        }
        memory.newer = null;
        memory.older = null;
        blocks--;
        if (newest == null) {
            GenerationRegistry.remove(this);
        }
        return true;
    }

    /** Frees every block written under this generation. The caller knows that nothing was shared. */
    public void free() {
        for (SegmentMemory memory = newest(); memory != null; memory = newest()) {
            memory.free();
        }
    }

    private synchronized SegmentMemory newest() {
        return newest;
    }
}
