package io.mettalith.store.disk;

/** Somebody else is writing to the store. Readers are not affected. */
public final class StoreLockedException extends StoreException {
    private static final long serialVersionUID = 1L;

    StoreLockedException(String message) {
        super(message);
    }
}
