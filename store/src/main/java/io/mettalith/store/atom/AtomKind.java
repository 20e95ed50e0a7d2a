package io.mettalith.store.atom;

/** What a token of the atom code stands for, in the order of the code. */
public enum AtomKind {
    /** A variable, at its first occurrence or later. */
    VARIABLE,
    /** {@code True} or {@code False}. */
    BOOL,
    /** An integer of any size. */
    INTEGER,
    /** A 64-bit float. */
    FLOAT,
    /** A string. */
    STRING,
    /** The handle of a state cell. */
    STATE,
    /** The handle of a space. */
    SPACE,
    /** An expression; its children are the tokens that follow. */
    EXPRESSION,
    /** A symbol. */
    SYMBOL;

    /**
     * The kind that a tag announces.
     *
     * @param tag from 0 to 255.
     * @return the kind.
     * @throws IllegalArgumentException if the tag is reserved.
     */
    public static AtomKind of(int tag) {
        if (AtomDescriptor.isSymbol(tag)) {
            return SYMBOL;
        } else if (AtomDescriptor.isExpression(tag)) {
            return EXPRESSION;
        } else if (AtomDescriptor.isInteger(tag)) {
            return INTEGER;
        } else if (AtomDescriptor.isVariable(tag)) {
            return VARIABLE;
        } else if (AtomDescriptor.isString(tag)) {
            return STRING;
        }
        return ofRareTag(tag);
    }

    private static AtomKind ofRareTag(int tag) {
        return switch (tag) {
            case AtomDescriptor.FALSE, AtomDescriptor.TRUE -> BOOL;
            case AtomDescriptor.FLOAT -> FLOAT;
            case AtomDescriptor.STATE -> STATE;
            case AtomDescriptor.SPACE -> SPACE;
            default -> throw new IllegalArgumentException("tag is reserved: tag=0x" + Integer.toHexString(tag));
        };
    }
}
