package io.mettalith.evaluator.atom;

/** A text, distinct from the symbol of the same letters. */
public final class StringAtom extends Grounded {
    private final String value;

    /** Makes the atom of a text, without quotes or escapes. */
    public StringAtom(String value) {
        this.value = value;
    }

    /** Returns the text, without quotes or escapes. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StringAtom string && value.equals(string.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
