package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import java.util.Optional;

/**
 * What a commit did.
 *
 * @param ref that names the snapshot now
 * @param snapshot id of the snapshot
 * @param parent id of the snapshot that the ref named before, if any
 * @param changed whether the ref names another snapshot than before; if not, nothing was added to its history
 * @param atoms number of atoms in the main space, copies counted
 * @param segmentsPut number of segments and directories that the store did not have
 * @param bytesPut bytes of those and of the snapshot's own record
 * @param segmentsShared number of segments and directories found in the store; a directory counts once, for all below it
 */
public record Commit(
        String ref,
        ContentHash snapshot,
        Optional<ContentHash> parent,
        boolean changed,
        long atoms,
        long segmentsPut,
        long bytesPut,
        long segmentsShared) {}
