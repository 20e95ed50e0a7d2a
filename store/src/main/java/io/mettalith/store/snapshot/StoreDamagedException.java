package io.mettalith.store.snapshot;

/** Bytes of a store are not what was written. The message names the file, the place, what was expected and found. */
public final class StoreDamagedException extends StoreException {
    private static final long serialVersionUID = 1L;

    StoreDamagedException(String message) {
        super(message);
    }
}
