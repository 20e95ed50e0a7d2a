package io.mettalith.store.disk;

/** The file system has no room for what is to be written. What the store held before is intact. */
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
