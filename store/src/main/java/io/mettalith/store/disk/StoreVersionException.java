package io.mettalith.store.disk;

/** A store was written in a format that this release does not read. */
public abstract class StoreVersionException extends StoreException {
    private static final long serialVersionUID = 1L;

    StoreVersionException(String message) {
        super(message);
    }
}
