package io.mettalith.store.environment;

/** Bytes that should be a {@link Delta} are not as they were written. */
public final class DeltaDamagedException extends DeltaException {
    private static final long serialVersionUID = 1L;

    DeltaDamagedException(String rule, int offset, long found) {
        super("delta damaged: " + rule + ": offset=" + offset + ", found=" + found + "; have it made or sent again");
    }

    DeltaDamagedException(String rule, RuntimeException cause) {
        super("delta damaged: " + rule + ": " + cause.getMessage() + "; have it made or sent again", cause);
    }
}
