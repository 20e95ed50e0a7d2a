package io.mettalith.store.environment;

import io.mettalith.store.segment.CopyTally;
import io.mettalith.store.segment.Generation;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time in which an environment alone knows what it writes, and so writes in place. It begins with the first
 * write after the environment has been shared and ends when it is shared again; a space state belongs to one epoch and
 * is frozen with it.
 *
 * <p>An epoch that has ended may be resumed once all that shared its end have been closed
 * without handing it on.
 *
 * <p>Threading: under the latch of its environment.
 */
final class Epoch {
    private static final int FEW = 16;

    /** One per space, and one more for each cursor that was open during a write, as long as something is left of it. */
    private final List<Generation> generations = new ArrayList<>(2);

    private final CopyTally tally;
    private int sizeAtNextSweep = FEW;

    Epoch(CopyTally tally) {
        this.tally = tally;
    }

    /** Returns a new generation that this epoch writes under. */
    Generation newGeneration() {
        if (generations.size() >= sizeAtNextSweep) {
            generations.removeIf(generation -> generation.blocks() == 0);
            sizeAtNextSweep = Math.max(FEW, 2 * generations.size());
        }
        final Generation generation = new Generation(tally);
        generations.add(generation);
        return generation;
    }

    /** Frees what was written in this epoch, but for what a cursor still looks at. The caller knows it is unshared. */
    void free() {
        for (final Generation generation : generations) {
            if (!generation.isPinned()) {
                generation.free();
            }
        }
        generations.clear();
    }
}
