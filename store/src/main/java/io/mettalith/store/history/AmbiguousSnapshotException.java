package io.mettalith.store.history;

import io.mettalith.store.disk.StoreException;

/** The ids of several snapshots begin with the given prefix. */
public final class AmbiguousSnapshotException extends StoreException {
    private static final long serialVersionUID = 1L;

    public AmbiguousSnapshotException(String message) {
        super(message);
    }
}
