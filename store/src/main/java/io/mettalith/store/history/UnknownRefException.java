package io.mettalith.store.history;

import io.mettalith.store.disk.StoreException;
import java.util.List;

/** No ref and no snapshot has the given name. */
public final class UnknownRefException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> suggestions;

    public UnknownRefException(String message, List<String> suggestions) {
        super(message);
        this.suggestions = List.copyOf(suggestions);
    }

    /** Returns the refs whose names are most like the one asked for, the nearest first. */
    public List<String> suggestions() {
        return suggestions == null ? List.of() : suggestions;
    }
}
