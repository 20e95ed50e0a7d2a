package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import java.util.Optional;

/**
 * What a name stands for.
 *
 * @param ref by which it was found, empty if by its id
 * @param entry of a log that has it
 * @param indexes hash of the record of its indexes, if it has any
 */
record Target(String ref, RefEntry entry, Optional<ContentHash> indexes) {
    ContentHash snapshot() {
        return entry.snapshot();
    }
}
