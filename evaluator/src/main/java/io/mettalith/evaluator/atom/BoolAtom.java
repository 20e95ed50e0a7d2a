package io.mettalith.evaluator.atom;

/** A truth value. There are two atoms, {@link #TRUE} and {@link #FALSE}, which may be compared by reference. */
public final class BoolAtom extends Grounded {
    /** {@code True}. */
    public static final BoolAtom TRUE = new BoolAtom(true);

    /** {@code False}. */
    public static final BoolAtom FALSE = new BoolAtom(false);

    private final boolean value;

    private BoolAtom(boolean value) {
        this.value = value;
    }

    /** Returns the atom of a truth value. */
    public static BoolAtom of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** Returns the truth value. */
    public boolean value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }
}
