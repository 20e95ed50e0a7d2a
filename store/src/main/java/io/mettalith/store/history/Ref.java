package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import java.time.Instant;

/**
 * A named snapshot.
 *
 * @param name of the ref
 * @param tag whether it never moves
 * @param snapshot id of the snapshot it names now
 * @param time when it came to name it
 * @param atoms number of atoms in all spaces, copies counted
 */
public record Ref(String name, boolean tag, ContentHash snapshot, Instant time, long atoms) {
    static Ref of(String name, RefEntry last) {
        return new Ref(name, last.kind() == RefEntry.Kind.TAG, last.snapshot(), last.time(), last.atoms());
    }
}
