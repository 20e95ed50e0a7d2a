package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import java.util.Optional;

/**
 * What a name stands for.
 *
 * @param ref by which it was found, empty if by its id
 * @param entry of a log that has it
 * @param indexes hash of the record of its indexes, if it has any
 */
public record Target(String ref, RefEntry entry, Optional<ContentHash> indexes) {
    public ContentHash snapshot() {
        return entry.snapshot();
    }
}
