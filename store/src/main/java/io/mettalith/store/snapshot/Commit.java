package io.mettalith.store.snapshot;

import io.mettalith.store.history.EntryId;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.segment.ContentHash;
import java.util.Optional;

/**
 * What a commit did.
 *
 * @param ref that names the snapshot now
 * @param snapshot id of the snapshot
 * @param entry name of the ref's newest entry
 * @param parent id of the snapshot that the ref named before, if any
 * @param changed whether the ref names another snapshot than before, whatever indexes it has; if not, nothing was added
 *     to the ref's history, or an entry for the same snapshot with more indexes than before
 * @param united whether the ref had moved on since the environment was read, so that both were united
 * @param atoms number of atoms in all spaces, copies counted
 * @param segmentsPut number of segments and directories that the store did not have, those of indexes included
 * @param bytesPut bytes of those, of the snapshot's own record and of that of its indexes
 * @param segmentsShared number of segments and directories found in the store, those of indexes included; a directory
 *     counts once, for all below it
 */
public record Commit(
        String ref,
        ContentHash snapshot,
        EntryId entry,
        Optional<ContentHash> parent,
        boolean changed,
        boolean united,
        long atoms,
        long segmentsPut,
        long bytesPut,
        long segmentsShared) {
    static Commit dry(String ref, RefEntry tip, ContentHash snapshot, long atoms) {
        final boolean changed = !tip.snapshot().equals(snapshot);
        return new Commit(ref, snapshot, tip.id(), Optional.of(tip.snapshot()), changed, false, atoms, 0, 0, 0);
    }

    Commit afterUnion(boolean ofBoth) {
        return new Commit(ref, snapshot, entry, parent, changed, ofBoth, atoms, segmentsPut, bytesPut, segmentsShared);
    }
}
