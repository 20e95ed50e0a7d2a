package io.mettalith.store.environment;

import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentTree;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one environment knows of one space. Mutable while its epoch is that of the environment, frozen afterwards.
 */
final class SpaceState {
    final SpaceId id;
    final long epoch;
    SegmentTree tree;
    /** Stamp of the next definition. */
    long nextStamp = 1;
    /** Changes whenever a rule is added or removed; equal numbers mean equal rules, in any environment. */
    long rulesVersion;
    /** Changes whenever a type declaration is added or removed. */
    long typesVersion;
    /** What may be written in place; null until the first write of this epoch. */
    Generation generation;
    /** Set once the space has been forked or made by a fork within an environment. */
    Ancestry<SpaceState> ancestry;
    /** The line of the environment that {@link #ancestry} belongs to. */
    Line ancestryOwner;

    private static final AtomicLong VERSIONS = new AtomicLong();

    SpaceState(SpaceId id, long epoch) {
        this.id = id;
        this.epoch = epoch;
        this.tree = new SegmentTree();
    }

    /** Makes a state that starts from another's atoms; the other must not be written under its generation any more. */
    SpaceState(SpaceId id, long epoch, SpaceState from) {
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
        final SpaceState state = new SpaceState(id, 0, this);
        state.tree = sealed.fork();
        return state;
    }

    /** Gives the parts that the atom belongs to new version numbers. */
    void noteChange(byte[] code, int length) {
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
