package io.mettalith.store.environment;

import io.mettalith.store.segment.CopyTally;
import io.mettalith.store.segment.Generation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stretch of time in which an environment alone knows what it writes, and so writes in place. It begins with the first
 * write after the environment has been shared and ends when it is shared again; a space state belongs to one epoch and
 * is frozen with it.
 *
 * <p>An epoch that has ended may be resumed once all that shared its end have been closed
 * without handing it on. A view of the whole environment pins the epoch: the first write meanwhile goes on in the
 * {@linkplain #next() next} one.
 *
 * <p>Threading: under the latch of its environment, but for pins, which are given back without it.
 */
final class Epoch {
    private static final int FEW = 16;
    private static final VarHandle PINS;

    static {
        try {
            PINS = MethodHandles.lookup().findVarHandle(Epoch.class, "pins", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Written written;

    /** Views of the whole environment that look at what belongs to this epoch. */
    @SuppressWarnings("unused") // through PINS
    private int pins;

    Epoch(CopyTally tally) {
        this(new Written(tally));
    }

    private Epoch(Written written) {
        this.written = written;
    }

    /** What the epoch, and those before it that views have ended, have written under. */
    private static final class Written {
        /** One per space, and one more for each reader that was there during a write, as long as something is left of it. */
        private final List<Generation> generations = new ArrayList<>(2);

        /** Views that look at any of it. */
        private final AtomicInteger views = new AtomicInteger();

        private final CopyTally tally;
        private int sizeAtNextSweep = FEW;

        Written(CopyTally tally) {
            this.tally = tally;
        }
    }

    /** Returns the epoch that goes on where this one is looked at; both are freed together. */
    Epoch next() {
        return new Epoch(written);
    }

    /** Reports whether this is another epoch, or goes on from it, so that it would free what that has written. */
    boolean goesOnFrom(Epoch other) {
        return written == other.written;
    }

    void pin() {
        PINS.getAndAdd(this, 1);
        written.views.getAndIncrement();
    }

    void unpin() {
        PINS.getAndAdd(this, -1);
        written.views.getAndDecrement();
    }

    /** Reports whether a view looks at all that belongs to this epoch. */
    boolean isPinned() {
        return (int) PINS.getVolatile(this) != 0;
    }

    /** Returns a new generation that this epoch writes under. */
    Generation newGeneration() {
        final Generation generation = new Generation(written.tally);
        add(generation);
        return generation;
    }

    /** Returns a new generation that is not one of this epoch's until it is {@linkplain #add added}. */
    Generation generationApart() {
        return new Generation(written.tally);
    }

    /** Takes over a generation. */
    void add(Generation generation) {
        final List<Generation> generations = written.generations;
        if (generations.size() >= written.sizeAtNextSweep) {
            generations.removeIf(old -> old.blocks() == 0);
            written.sizeAtNextSweep = Math.max(FEW, 2 * generations.size());
        }
        generations.add(generation);
    }

    /** Frees what was written in this epoch, but for what is still looked at. The caller knows it is unshared. */
    void free() {
        if (written.views.get() != 0) {
            return; // freed with the views
        }
        for (final Generation generation : written.generations) {
            if (!generation.isPinned()) {
                generation.free();
            }
        }
        written.generations.clear();
    }
}
