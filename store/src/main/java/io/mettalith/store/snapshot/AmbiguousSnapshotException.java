package io.mettalith.store.snapshot;

/** The ids of several snapshots begin with the given prefix. */
public final class AmbiguousSnapshotException extends StoreException {
    private static final long serialVersionUID = 1L;

    AmbiguousSnapshotException(String message) {
        super(message);
    }
}
