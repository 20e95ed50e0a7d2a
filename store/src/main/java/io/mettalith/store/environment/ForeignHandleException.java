package io.mettalith.store.environment;

/** An atom names a space or a state that would not come with the space it is in. */
public final class ForeignHandleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ForeignHandleException(String atom, String remedy) {
        super("atom names a space or a state that does not come with its space: atom=" + atom + "; " + remedy);
    }
}
