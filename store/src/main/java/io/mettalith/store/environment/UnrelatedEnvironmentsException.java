package io.mettalith.store.environment;

/** Two environments or spaces without a common ancestor were to be united. */
public final class UnrelatedEnvironmentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrelatedEnvironmentsException(String what) {
        super("only forks of a common ancestor can be united: " + what
                + "; add the atoms one by one, or allow unrelated operands, which counts both sides in full");
    }
}
