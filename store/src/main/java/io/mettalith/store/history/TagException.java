package io.mettalith.store.history;

import io.mettalith.store.disk.StoreException;

/** A tag was asked to move, or to take a name that is taken. Nothing has changed. */
public final class TagException extends StoreException {
    private static final long serialVersionUID = 1L;

    TagException(String message) {
        super(message);
    }
}
