package io.mettalith.store.environment;

/** There is no space of that name in the environment, or no longer. */
public final class NoSuchSpaceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NoSuchSpaceException(SpaceId space, int spaces) {
        super("no such space: space=" + space + ", spaces=" + spaces);
    }
}
