package io.mettalith.store.disk;

/** A store has a format that this release no longer reads. */
public final class StoreTooOldException extends StoreVersionException {
    private static final long serialVersionUID = 1L;

    StoreTooOldException(String message) {
        super(message);
    }
}
