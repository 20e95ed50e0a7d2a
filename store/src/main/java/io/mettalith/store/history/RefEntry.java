package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One step in the history of a ref.
 *
 * <p>Its {@linkplain #id() name} tells it apart from every other, as its snapshot does not: taking a change back gives an
 * old snapshot again.
 *
 * @param number of the entry: greater than those of all entries that the store had when it was made
 * @param kind how it came
 * @param snapshot id of the snapshot that the ref named from then on
 * @param parents the entries all of which it contains, none of them an ancestor of another, but for the first, which is
 *     the ref's entry before, if there is one. Of a branch and a tag: the entry that it was made from
 * @param indexes hash of the record of the snapshot's argument indexes, if it was stored with any
 * @param time when it was made, to the millisecond
 * @param atoms number of atoms in all spaces, copies counted
 * @param message for people, perhaps empty
 */
public record RefEntry(
        long number,
        Kind kind,
        ContentHash snapshot,
        List<Parent> parents,
        Optional<ContentHash> indexes,
        Instant time,
        long atoms,
        String message) {
    /** How an entry came. */
    public enum Kind {
        /** An environment was committed. */
        COMMIT,
        /** Another history was merged in. */
        MERGE,
        /** The ref was made, or moved, to name a snapshot that was there. */
        BRANCH,
        /** As a branch, for good: the only entry of a ref that never moves. */
        TAG,
        /** What another entry has changed was taken back. */
        REVERT,
        /** What another entry has changed was done here too, without the history that led to it. */
        PICK
    }

    /**
     * An entry that another came from.
     *
     * @param snapshot that it names
     * @param entry its name, or nothing in the logs of formats before 4: which of the entries with that snapshot it was,
     *     {@link HistoryGraph} finds
     */
    public record Parent(ContentHash snapshot, Optional<EntryId> entry) {
        /** Returns an entry as a parent of others. */
        public static Parent of(RefEntry entry) {
            return new Parent(entry.snapshot(), Optional.of(entry.id()));
        }
    }

    public RefEntry {
        parents = List.copyOf(parents);
    }

    /** Returns the name of this entry. */
    public EntryId id() {
        return RefLine.identify(this);
    }

    /** Returns the snapshots of the parents. */
    public List<ContentHash> parentSnapshots() {
        return parents.stream().map(Parent::snapshot).toList();
    }
}
