package io.mettalith.store.segment;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The right to write: a token that no other generation of this process has, and the blocks written under it.
 *
 * <p>A space writes under one generation until something else may see its segments, which is after a fork or while a
 * cursor is open. Then it takes a new generation, and everything written under the old one is frozen without being
 * touched, since no segment's owner word will ever equal a current token again.
 *
 * <p>Threading: one writer; {@link #pin()} and {@link #unpin()} from any thread.
 */
public final class Generation {
    private static final AtomicLong TOKENS = new AtomicLong(SegmentDescriptor.NO_OWNER);

    private final long token = TOKENS.incrementAndGet();
    private final AtomicInteger pins = new AtomicInteger();
    private SegmentMemory newest;

    /** Returns the token that owned segments carry. */
    public long token() {
        return token;
    }

    /** Notes that a reader looks at this generation's segments: they must not be written or freed meanwhile. */
    public void pin() {
        pins.incrementAndGet();
    }

    /** Takes one {@link #pin()} back. */
    public void unpin() {
        pins.decrementAndGet();
    }

    /** Reports whether a reader looks at this generation's segments. */
    public boolean isPinned() {
        return pins.get() != 0;
    }

    void add(SegmentMemory memory) {
        memory.generation = this;
        memory.older = newest;
        if (newest != null) {
            newest.newer = memory;
        }
        newest = memory;
    }

    void remove(SegmentMemory memory) {
        if (memory.newer == null) {
            newest = memory.older;
        } else {
            memory.newer.older = memory.older;
        }
        if (memory.older != null) {
            memory.older.newer = memory.newer;
        }
        memory.forgetGeneration();
    }

    /** Frees every block written under this generation. The caller knows that nothing was shared. */
    public void free() {
        while (newest != null) {
            final SegmentMemory memory = newest;
            remove(memory);
            memory.free();
        }
    }

    /** Forgets the blocks without freeing them: from now on they live as long as a segment handle reaches them. */
    public void release() {
        for (SegmentMemory memory = newest; memory != null; ) {
            final SegmentMemory older = memory.older;
            memory.forgetGeneration();
            memory = older;
        }
        newest = null;
    }
}
