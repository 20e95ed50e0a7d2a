package io.mettalith.store.disk;

/** Bytes of a store are not what was written. The message names the file, the place, what was expected and found. */
public final class StoreDamagedException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String actual;

    public StoreDamagedException(String message) {
        super(message);
        field = null;
        expected = null;
        actual = null;
    }

    /** Makes an exception that also has the parts of its message. */
    public StoreDamagedException(String message, String field, Object expected, Object actual) {
        super(message);
        this.field = field;
        this.expected = String.valueOf(expected);
        this.actual = String.valueOf(actual);
    }

    /** Returns the field that is not as it was written, or null if the message alone tells. */
    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }

    public String actual() {
        return actual;
    }
}
