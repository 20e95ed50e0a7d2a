package io.mettalith.store.history;

import io.mettalith.store.environment.Origin;
import io.mettalith.store.segment.ContentHash;

/**
 * The name of an entry of a log: a hash of what the entry says of its past, the names of its parents included. So equal
 * names mean equal histories, in whatever store.
 *
 * @param hash of the entry's snapshot, parents, kind, number, time and message, as they stand in its line
 */
public record EntryId(ContentHash hash) implements Origin {
    /** Returns 32 lower-case hexadecimal digits. */
    public String toHex() {
        return hash.toHex();
    }

    @Override
    public String toString() {
        return toHex();
    }
}
