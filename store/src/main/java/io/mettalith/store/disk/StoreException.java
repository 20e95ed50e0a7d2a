package io.mettalith.store.disk;

/** A store cannot do what it was asked to. The message names the rule, the values and the remedy. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
