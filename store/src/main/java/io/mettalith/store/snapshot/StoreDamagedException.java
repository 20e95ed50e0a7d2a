package io.mettalith.store.snapshot;

/** Bytes of a store are not what was written. The message names the file, the place, what was expected and found. */
public final class StoreDamagedException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String actual;

    StoreDamagedException(String message) {
        super(message);
        field = null;
        expected = null;
        actual = null;
    }

    /** Makes an exception that also has the parts of its message. */
    StoreDamagedException(String message, String field, Object expected, Object actual) {
        super(message);
        this.field = field;
        this.expected = String.valueOf(expected);
        this.actual = String.valueOf(actual);
    }

    /** Returns the field that is not as it was written, or null if the message alone tells. */
    String field() {
        return field;
    }

    String expected() {
        return expected;
    }

    String actual() {
        return actual;
    }
}
