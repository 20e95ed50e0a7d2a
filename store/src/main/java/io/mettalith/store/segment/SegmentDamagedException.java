package io.mettalith.store.segment;

/** Bytes that should be a segment or a sealed directory break a rule of {@link SegmentDescriptor}. */
public final class SegmentDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offset;
    private final String expected;
    private final String actual;

    /**
     * Says which field breaks its rule.
     *
     * @param offset of the field from the beginning of the segment, in bytes
     */
    SegmentDamagedException(String field, int offset, Object expected, Object actual) {
        super("segment field out of place: field=" + field + ", offset=" + offset + ", expected=" + expected
                + ", actual=" + actual);
        this.field = field;
        this.offset = offset;
        this.expected = String.valueOf(expected);
        this.actual = String.valueOf(actual);
    }

    /** Returns the field that breaks its rule. */
    public String field() {
        return field;
    }

    /** Returns where the field is, in bytes from the beginning of the segment. */
    public int offset() {
        return offset;
    }

    /** Returns what the rule asks for. */
    public String expected() {
        return expected;
    }

    /** Returns what is there. */
    public String actual() {
        return actual;
    }
}
