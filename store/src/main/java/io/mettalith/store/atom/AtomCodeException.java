package io.mettalith.store.atom;

/**
 * Bytes that are not an atom code, or an atom that the code's caps do not admit.
 *
 * <p>The message names the rule, the values that broke it, and the likely cause or the remedy.
 */
public final class AtomCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String DAMAGED = "; the bytes are damaged or not an atom";

    /**
     * An exception with a message of the form {@code rule: name=value; remedy}.
     *
     * @param message that tells the rule.
     */
    public AtomCodeException(String message) {
        super(message);
    }

    static AtomCodeException truncated(int offset, int neededBytes, int limit) {
        return damaged("truncated: offset=" + offset + ", neededBytes=" + neededBytes + ", limit=" + limit);
    }

    static AtomCodeException trailingBytes(int end, int limit) {
        return damaged("followed by other bytes: end=" + end + ", limit=" + limit);
    }

    static AtomCodeException reservedTag(int offset, int tag) {
        return damaged("has a reserved tag: offset=" + offset + ", tag=0x" + Integer.toHexString(tag));
    }

    static AtomCodeException varintTooLong(int offset, int firstByte) {
        return damaged("has a varint of more than 4 bytes: offset=" + offset + ", firstByte=0x"
                + Integer.toHexString(firstByte));
    }

    static AtomCodeException notShortest(String what, int offset, int value) {
        return damaged("is not canonical, " + what + " has a shorter form: offset=" + offset + ", value=" + value);
    }

    static AtomCodeException leadingZero(int offset) {
        return damaged("is not canonical, an integer's first magnitude byte is zero: offset=" + offset);
    }

    static AtomCodeException otherNan(int offset, long bits) {
        return damaged("is not canonical, NaN has one form: offset=" + offset + ", bits=0x" + Long.toHexString(bits));
    }

    static AtomCodeException notUtf8(int offset) {
        return damaged("has text that is not UTF-8: offset=" + offset);
    }

    static AtomCodeException unknownVariable(int offset, int index, int variables) {
        return damaged("refers to a variable that did not occur: offset=" + offset + ", index=" + index + ", variables="
                + variables);
    }

    static AtomCodeException repeatedName(int offset, String name) {
        return damaged("is not canonical, a variable is introduced twice: offset=" + offset + ", name=" + name);
    }

    static AtomCodeException tooLong(long lengthBytes) {
        return tooLarge("long: lengthBytes=" + lengthBytes + ", maxLengthBytes=" + AtomDescriptor.MAX_LENGTH);
    }

    static AtomCodeException tooWide(int arity) {
        return tooLarge("wide: arity=" + arity + ", maxArity=" + AtomDescriptor.MAX_ARITY);
    }

    static AtomCodeException tooDeep(int offset) {
        return tooLarge("deep: offset=" + offset + ", maxDepth=" + AtomDescriptor.MAX_DEPTH);
    }

    private static AtomCodeException damaged(String rule) {
        return new AtomCodeException("atom code " + rule + DAMAGED);
    }

    private static AtomCodeException tooLarge(String rule) {
        return new AtomCodeException("atom too " + rule + "; keep the parts as atoms of their own");
    }
}
