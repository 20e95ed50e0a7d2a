package io.mettalith.store.atom;

/**
 * Layout of the atom code: one tag byte, then the payload that the tag announces.
 *
 * <p>The code is prefix-free (no atom's code begins another's), canonical (equal atoms have equal bytes) and ordered
 * (comparing codes as unsigned bytes compares atoms). Every multi-byte number inside a code is <b>big-endian</b>,
 * unlike the rest of the store, so that byte order is value order.
 *
 * <p>Order of kinds: variable, bool, integer, float, string, handle, expression, symbol. Integers and floats order by
 * value, strings and symbols by length in bytes and then by bytes, expressions by arity and then child by child.
 *
 * <pre>
 *   tag          payload
 *   0x01         VARIABLE_FIRST       varint length, UTF-8 name; takes the next index 0, 1, 2...
 *   0x02         VARIABLE_REFERENCE   varint index of an earlier first occurrence
 *   0x08, 0x09   FALSE, TRUE
 *   0x0F         BIG_NEGATIVE         complemented varint length, complemented magnitude
 *   0x10..0x17   negative integer     0x18 - tag complemented magnitude bytes
 *   0x18         INTEGER_ZERO
 *   0x19..0x20   positive integer     tag - 0x18 magnitude bytes
 *   0x21         BIG_POSITIVE         varint length, magnitude
 *   0x28         FLOAT                8 bytes
 *   0x29         STRING               varint length, UTF-8
 *   0x30, 0x31   STATE, SPACE         16 bytes
 *   0x40..0x7E   expression           tag - 0x40 children
 *   0x7F         EXPRESSION_LONG      varint arity (63 or more), children
 *   0x80..0xFE   symbol               tag - 0x80 bytes of UTF-8
 *   0xFF         SYMBOL_LONG          varint length (127 or more), UTF-8
 * </pre>
 *
 * Every other tag is reserved and rejected.
 *
 * <p>A short symbol, here {@code abc}, and a string; one column of eight bits is one byte:
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |  0x80 + 3     |     'a'       |     'b'       |     'c'       |
 *  +---------------+---------------+---------------+---------------+
 *
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |     0x29      |   Length (varint)  ...        |  UTF-8       ...
 *  +---------------+-------------------------------+---------------+
 * </pre>
 *
 * An integer of {@code n} magnitude bytes (1 to 8, the first not zero), complemented when the integer is negative:
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |  0x18 +- n    |  Magnitude, most significant byte first      ...
 *  +---------------+-----------------------------------------------+
 * </pre>
 *
 * A magnitude of up to 64 bits has this form whatever its sign, so {@link Long#MIN_VALUE} and 2^64-1 both take nine
 * bytes, and 2^64 is the first BIG_POSITIVE. There is one form per value, whether it was written as a {@code long} or
 * as a {@code BigInteger}.
 *
 * <p>A float is its IEEE 754 bits, all complemented when the sign is set, else with the sign bit set; NaN is always
 * {@code 0x7FF8000000000000} before that step. The order is that of {@link Double#compare}: {@code -0.0} stands before
 * {@code 0.0} and NaN after infinity.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |     0x28      |  Ordered bits                                ...
 *  +---------------+-----------------------------------------------+
 *
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |  0x30 | 0x31  |  Id, high 8 bytes  ...        |  low 8 bytes ...
 *  +---------------+-------------------------------+---------------+
 * </pre>
 *
 * An expression is its arity followed by its children; {@code (abc ())} is {@code 42 83 61 62 63 40}.
 *
 * <pre>
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  | 0x40 + arity  |  First child   ...            | Second child ...
 *  +---------------+-------------------------------+---------------+
 * </pre>
 *
 * A varint is a prefix varint: the number of leading one bits of the first byte is the number of bytes that follow, the
 * rest is the value, most significant bits first. Only the shortest form is valid, so that byte order is numeric order:
 *
 * <pre>
 *  0 .. 2^7-1        0xxxxxxx
 *  2^7 .. 2^14-1     10xxxxxx xxxxxxxx
 *  2^14 .. 2^21-1    110xxxxx xxxxxxxx xxxxxxxx
 *  2^21 .. 2^28-1    1110xxxx xxxxxxxx xxxxxxxx xxxxxxxx
 * </pre>
 *
 * Text is stored as it was given: there is no Unicode normalization, and an unpaired surrogate has no code.
 *
 * @see <a href="https://sqlite.org/src4/doc/trunk/www/key_encoding.wiki">SQLite4: Key Encoding</a>
 * @see <a href="https://github.com/trueagi-io/MORK">MORK, whose byte expressions this code resembles</a>
 */
public final class AtomDescriptor {
    /** Tag of the first occurrence of a variable. */
    public static final int VARIABLE_FIRST = 0x01;

    /** Tag of a later occurrence of a variable. */
    public static final int VARIABLE_REFERENCE = 0x02;

    /** Tag of {@code False}. */
    public static final int FALSE = 0x08;

    /** Tag of {@code True}. */
    public static final int TRUE = 0x09;

    /** Tag of a negative integer whose magnitude has more than {@link #MAX_SHORT_INTEGER_BYTES} bytes. */
    public static final int BIG_NEGATIVE = 0x0F;

    /** Tag of the integer 0; the tags from 8 below to 8 above it are the integers of that many magnitude bytes. */
    public static final int INTEGER_ZERO = 0x18;

    /** Tag of a positive integer whose magnitude has more than {@link #MAX_SHORT_INTEGER_BYTES} bytes. */
    public static final int BIG_POSITIVE = 0x21;

    /** Tag of a float. */
    public static final int FLOAT = 0x28;

    /** Tag of a string. */
    public static final int STRING = 0x29;

    /** Tag of the handle of a state cell. */
    public static final int STATE = 0x30;

    /** Tag of the handle of a space. */
    public static final int SPACE = 0x31;

    /** Tag of the expression without children; the short expressions follow it, by arity. */
    public static final int EXPRESSION = 0x40;

    /** Tag of an expression with more than {@link #MAX_SHORT_ARITY} children. */
    public static final int EXPRESSION_LONG = 0x7F;

    /** Tag of the empty symbol; the short symbols follow it, by length in bytes. */
    public static final int SYMBOL = 0x80;

    /** Tag of a symbol of more than {@link #MAX_SHORT_SYMBOL_LENGTH} bytes. */
    public static final int SYMBOL_LONG = 0xFF;

    /** Length of a tag in bytes. */
    public static final int TAG_LENGTH = 1;

    /** Length of a float's payload in bytes. */
    public static final int FLOAT_LENGTH = 8;

    /** Length of a handle's payload in bytes: two words. */
    public static final int HANDLE_LENGTH = 16;

    /** Most magnitude bytes that an integer's tag announces; a longer magnitude carries its length. */
    public static final int MAX_SHORT_INTEGER_BYTES = 8;

    /** Most children that an expression's tag announces. */
    public static final int MAX_SHORT_ARITY = EXPRESSION_LONG - EXPRESSION - 1;

    /** Most bytes that a symbol's tag announces. */
    public static final int MAX_SHORT_SYMBOL_LENGTH = SYMBOL_LONG - SYMBOL - 1;

    /** Most children of an expression. */
    public static final int MAX_ARITY = 1 << 24;

    /** Most expressions with children that may stand around a token. */
    public static final int MAX_DEPTH = 1 << 20;

    /** Most bytes of a whole code. */
    public static final int MAX_LENGTH = 1 << 26;

    private AtomDescriptor() {}

    /**
     * Whether the tag is that of a variable, at its first occurrence or later.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of a variable.
     */
    public static boolean isVariable(int tag) {
        return tag == VARIABLE_FIRST || tag == VARIABLE_REFERENCE;
    }

    /**
     * Whether the tag is {@code True} or {@code False}.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of a boolean.
     */
    public static boolean isBool(int tag) {
        return tag == FALSE || tag == TRUE;
    }

    /**
     * Whether the tag is that of an integer of any size.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of an integer.
     */
    public static boolean isInteger(int tag) {
        return tag >= BIG_NEGATIVE && tag <= BIG_POSITIVE;
    }

    /**
     * Whether the tag is that of an integer whose magnitude carries its own length.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of an integer of more than 64 bits.
     */
    public static boolean isLongInteger(int tag) {
        return tag == BIG_NEGATIVE || tag == BIG_POSITIVE;
    }

    /**
     * Whether the tag is that of a float.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of a float.
     */
    public static boolean isFloat(int tag) {
        return tag == FLOAT;
    }

    /**
     * Whether the tag is that of a string.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of a string.
     */
    public static boolean isString(int tag) {
        return tag == STRING;
    }

    /**
     * Whether the tag is that of a state cell or a space.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of a handle.
     */
    public static boolean isHandle(int tag) {
        return tag == STATE || tag == SPACE;
    }

    /**
     * Whether the tag is that of an expression of any arity.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of an expression.
     */
    public static boolean isExpression(int tag) {
        return tag >= EXPRESSION && tag <= EXPRESSION_LONG;
    }

    /**
     * Whether the tag is that of a symbol of any length.
     *
     * @param tag from 0 to 255.
     * @return true if it is the tag of a symbol.
     */
    public static boolean isSymbol(int tag) {
        return tag >= SYMBOL && tag <= SYMBOL_LONG;
    }
}
