package io.mettalith.store.environment;

import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeBuilder;
import io.mettalith.store.segment.TreeWriter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one environment knows of one space. Mutable while its epoch is that of the environment, frozen afterwards.
 */
final class SpaceState {
    final SpaceId id;
    /** The epoch in which this may be written in place; null if it was never written. */
    final Epoch epoch;

    SegmentTree tree;
    /** Stamp of the next definition. */
    long nextStamp = 1;
    /** Changes whenever a rule is added or removed; equal numbers mean equal rules, in any environment. */
    long rulesVersion;
    /** Changes whenever a type declaration is added or removed. */
    long typesVersion;
    /** Under which {@link #tree} is written; null until the first write of this epoch. */
    Generation generation;
    /** Set once the space has been forked or made by a fork within an environment. */
    Ancestry<SpaceState> ancestry;
    /** The line of the environment that {@link #ancestry} belongs to. */
    Line ancestryOwner;

    private static final AtomicLong VERSIONS = new AtomicLong();

    SpaceState(SpaceId id, Epoch epoch) {
        this.id = id;
        this.epoch = epoch;
        this.tree = new SegmentTree();
    }

    /** Makes a state that starts from another's atoms; the other must not be written under its generation any more. */
    SpaceState(SpaceId id, Epoch epoch, SpaceState from) {
        this.id = id;
        this.epoch = epoch;
        tree = from.tree.fork();
        nextStamp = from.nextStamp;
        rulesVersion = from.rulesVersion;
        typesVersion = from.typesVersion;
        ancestry = from.ancestry == null ? null : from.ancestry.copy();
        ancestryOwner = from.ancestryOwner;
    }

    /** Returns a frozen state that differs only in where the same atoms are read from. */
    SpaceState readFrom(SegmentTree sealed) {
        final SpaceState state = new SpaceState(id, null, this);
        state.tree = sealed.fork();
        return state;
    }

    /**
     * Adds {@code delta} copies of an atom, or takes {@code -delta} away, down to none. A new definition gets the next
     * stamp.
     *
     * @return the number of copies before
     */
    long adjust(byte[] code, int length, boolean variables, long delta) {
        final boolean ordered = Vocabulary.isOrdered(code, length);
        final long before = tree.adjust(
                code,
                length,
                variables,
                ordered ? nextStamp : 0,
                delta,
                TreeWriter.ofThread().generation(generation));
        if (ordered && (before > 0 || delta > 0)) {
            nextStamp += before == 0 ? 1 : 0;
            noteChange(code, length);
        }
        return before;
    }

    /** Adds what a batch holds; where the space is empty, its segments are built bottom-up and full. */
    void addAll(AtomBatch batch) {
        if (tree.entries() == 0) {
            final TreeBuilder builder = new TreeBuilder(generation);
            batch.forEachSorted((code, length, ground, count, order) ->
                    builder.add(code, length, !ground, order == 0 ? 0 : nextStamp + order - 1, count));
            tree = builder.build();
        } else {
            final TreeWriter writer = TreeWriter.ofThread().generation(generation);
            batch.forEachSorted((code, length, ground, count, order) ->
                    tree.adjust(code, length, !ground, order == 0 ? 0 : nextStamp + order - 1, count, writer));
        }
        if (batch.definitions() > 0) {
            nextStamp += batch.definitions();
            noteChanges();
        }
    }

    /** Copies what is not owned, so that later writes copy nothing. */
    void makeOwned() {
        tree.makeOwned(generation);
    }

    /** Gives the parts that the atom belongs to new version numbers. */
    private void noteChange(byte[] code, int length) {
        if (Vocabulary.isRule(code, length)) {
            rulesVersion = VERSIONS.incrementAndGet();
        } else if (Vocabulary.isType(code, length)) {
            typesVersion = VERSIONS.incrementAndGet();
        }
    }

    /** Gives all parts new version numbers. */
    void noteChanges() {
        rulesVersion = VERSIONS.incrementAndGet();
        typesVersion = VERSIONS.incrementAndGet();
    }
}
