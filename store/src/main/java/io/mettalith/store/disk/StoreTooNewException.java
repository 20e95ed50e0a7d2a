package io.mettalith.store.disk;

/** A store has a format that only a later release reads. */
public final class StoreTooNewException extends StoreVersionException {
    private static final long serialVersionUID = 1L;

    StoreTooNewException(String message) {
        super(message);
    }
}
