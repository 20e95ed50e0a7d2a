package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One step in the history of a ref.
 *
 * @param number of the entry: greater than those of all entries that the store had when it was made
 * @param kind how it came
 * @param snapshot id of the snapshot that the ref named from then on
 * @param parents ids of the snapshots it came from. Of a commit: what the ref named before, if anything, the same one if
 *     only indexes were added. Of a merge: that, and what was merged into it. Of a branch and a tag: the snapshot itself
 * @param indexes hash of the record of the snapshot's argument indexes, if it was stored with any
 * @param time when it was made, to the millisecond
 * @param atoms number of atoms in the main space, copies counted
 * @param message for people, perhaps empty
 */
public record RefEntry(
        long number,
        Kind kind,
        ContentHash snapshot,
        List<ContentHash> parents,
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
        TAG
    }

    public RefEntry {
        parents = List.copyOf(parents);
    }
}
