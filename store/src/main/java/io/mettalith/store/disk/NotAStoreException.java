package io.mettalith.store.disk;

/** A directory that should be a store is none. */
public final class NotAStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    NotAStoreException(String message) {
        super(message);
    }
}
