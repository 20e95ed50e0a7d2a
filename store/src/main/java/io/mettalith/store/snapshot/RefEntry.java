package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.Optional;

/**
 * One commit in the history of a ref.
 *
 * @param snapshot id of the snapshot that the ref named from then on
 * @param parent id of the snapshot that it named before, if any; the same one if only indexes were added
 * @param indexes hash of the record of the snapshot's argument indexes, if it was committed with any
 * @param time of the commit, to the millisecond
 * @param atoms number of atoms in the main space, copies counted
 * @param message of the commit, perhaps empty
 */
public record RefEntry(
        ContentHash snapshot,
        Optional<ContentHash> parent,
        Optional<ContentHash> indexes,
        Instant time,
        long atoms,
        String message) {}
