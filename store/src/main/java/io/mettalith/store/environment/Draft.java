package io.mettalith.store.environment;

import io.mettalith.store.segment.CopyTally;
import io.mettalith.store.segment.Generation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What a long write works on: a root that begins as that of an environment, and states of its own for the spaces that it
 * writes. It is published when all of it stands; until then nobody else sees any of it, and what fails changes nothing.
 *
 * <p>Everything is written under generations that have written nothing before, so each segment is copied before it is
 * changed. Of what the environment had owned alone, the segments that have been replaced are freed once the draft is
 * published.
 *
 * <p>Lifetime: from {@link Environment}'s beginning of a long write to {@link #close()}, which drops what has not been
 * published.
 *
 * <p>Threading: confined to the writing thread; {@link #awaitEnd()} is for others.
 */
final class Draft implements AutoCloseable {
    private final RootGuard environment;
    private final Thread writer = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);

    private final Root before;
    /** In which the environment wrote in place when the draft was begun, or null. */
    private final Epoch epochBefore;
    /** Which epoch could have been resumed then, or null. */
    private final Epoch endedBefore;
    /** To which the states written belong. */
    private final Epoch epoch;

    private final Map<SpaceId, SpaceState> written = new HashMap<>();
    private final List<Generation> generations = new ArrayList<>();
    private Root root;
    private boolean published;

    /**
     * Makes the draft of a long write. Called under the environment's latch.
     *
     * @param epoch that a write would belong to now
     */
    Draft(RootGuard environment, Epoch epoch) {
        this.environment = environment;
        this.epoch = epoch;
        before = environment.root;
        epochBefore = environment.epoch;
        endedBefore = environment.ended;
        root = before;
    }

    /** Makes a draft that is never published. */
    private Draft(Root root) {
        environment = null;
        epoch = new Epoch(new CopyTally());
        before = root;
        epochBefore = null;
        endedBefore = null;
        this.root = root;
    }

    /** Returns a draft that begins with a frozen root and belongs to nobody: what it becomes is frozen too. */
    static Draft apart(Root root) {
        return new Draft(root);
    }

    Root root() {
        return root;
    }

    void root(Root next) {
        root = next;
    }

    /** Reports whether the environment had written nothing since it was last shared. */
    boolean isUnmodified() {
        return epochBefore == null;
    }

    /** Returns the epoch in which the environment wrote in place when the draft was begun, or null. */
    Epoch epochBefore() {
        return epochBefore;
    }

    /** Returns the epoch that could have been resumed when the draft was begun, or null. */
    Epoch endedBefore() {
        return endedBefore;
    }

    /** Returns the epoch that the states written here belong to. */
    Epoch epoch() {
        return epoch;
    }

    /**
     * Returns the state of a space for writing, of this draft's own.
     *
     * @throws NoSuchSpaceException if there is no such space
     */
    SpaceState writable(SpaceId id) {
        final SpaceState known = root.existing(id);
        final SpaceState own = written.get(id);
        return own != null && own == known ? own : own(new SpaceState(id, epoch, known), known);
    }

    /** Takes a state that nobody else has, made from another or from nothing, into this draft. */
    SpaceState own(SpaceState state, SpaceState from) {
        final Generation generation = epoch.generationApart();
        if (from != null && from.epoch == epochBefore && from.generation != null && epochBefore != null) {
            generation.supersede(from.generation);
        }
        state.generation = generation;
        generations.add(generation);
        written.put(state.id, state);
        root = root.with(state);
        return state;
    }

    /** Puts back the states in which nothing has been changed, and reports whether any change is left. */
    boolean isChanged() {
        for (final SpaceState state : written.values()) {
            final SpaceState old = before.space(state.id);
            if (old != null && root.space(state.id) == state && state.isSameAs(old)) {
                root = root.with(old);
            }
        }
        return root != before && !(root.main() == before.main() && root.others().equals(before.others()));
    }

    /** Reports whether the root to be published has states that this draft has written. */
    boolean hasWritten() {
        return written.values().stream().anyMatch(state -> root.space(state.id) == state);
    }

    /**
     * Hands everything over: from now on it belongs to the environment. Called under its latch, when the root has been
     * published.
     *
     * @param current epoch of the environment, in which this was written down
     * @param alone whether the environment has not been shared since the draft was begun
     */
    void published(Epoch current, boolean alone) {
        published = true;
        for (final SpaceState state : written.values()) {
            final SpaceState old = before.space(state.id);
            final boolean unseen = alone
                    && old != null
                    && root.space(state.id) == state
                    && !old.isPinned()
                    && old.generation != null
                    && !old.generation.isPinned();
            if (!unseen) {
                state.generation.keepReplaced();
            }
        }
        generations.forEach(current::add);
    }

    /** Waits, without taking an interrupt for the end, until the long write is over. */
    void awaitEnd() {
        if (writer == Thread.currentThread()) {
            throw new IllegalStateException("environment written by what it calls while it is written: thread="
                    + writer.getName() + "; write when the call has returned");
        }
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wakes those who wait for the end. */
    void end() {
        over.countDown();
    }

    /** Ends the long write; frees what is of no use any more. Idempotent. */
    @Override
    public void close() {
        if (over.getCount() == 0) {
            return;
        }
        try {
            environment.end(this);
        } finally {
            // Without the latch: nobody else knows these segments any more, or has ever known them.
            generations.forEach(published ? Generation::freeReplaced : Generation::free);
        }
    }
}
