package io.mettalith.store.snapshot;

import io.mettalith.store.disk.StoreException;

/** Two histories have no common ancestor, or several that are equally near. The base has to be given. */
public final class MergeBaseException extends StoreException {
    private static final long serialVersionUID = 1L;

    MergeBaseException(String message) {
        super(message);
    }
}
