package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.INTEGER_ZERO;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_INTEGER_BYTES;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL_LONG;
import static io.mettalith.store.atom.AtomDescriptor.TAG_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_FIRST;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_REFERENCE;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pull parser over the tokens of one atom: a cursor that stands before the first token until {@link #advance()}.
 *
 * <pre>{@code
 * reader.wrap(buffer, offset, limit);
 * while (reader.advance()) {
 *     switch (reader.kind()) { ... }
 * }
 * int end = reader.nextOffset();
 * }</pre>
 *
 * An expression comes before its children and has no closing token; its arity says how many atoms follow.
 *
 * <p>Any bytes may be wrapped: the reader stays within the limit and throws {@link AtomCodeException} where a token is
 * damaged. It does not check what {@link AtomVerifier} checks beyond that, such as UTF-8 and the depth.
 *
 * <p>Threading: a flyweight, to be wrapped and reused by one thread. Lifetime: a view, valid while the wrapped buffer
 * is. Complexity: constant time per token; only {@link #text()} and {@link #bigIntegerValue()} allocate.
 */
public final class AtomReader {
    private static final DirectBuffer EMPTY = new UnsafeBuffer(new byte[0]);

    private final UnsafeBuffer ownView = new UnsafeBuffer(0, 0);
    private DirectBuffer buffer = EMPTY;
    private int limit;
    private int offset;
    private int nextOffset;
    private int tag;
    private int arity;
    private long remaining;

    private int[] nameOffsets = {};
    private int variableCount;
    private int variableIndex;

    /** A reader of nothing, to be wrapped. */
    public AtomReader() {}

    /**
     * Stands before the first token of the atom at the offset.
     *
     * @param buffer that holds the code.
     * @param offset of the atom's first byte.
     * @param limit offset that the atom must not pass; more bytes may follow the atom.
     * @return this.
     */
    public AtomReader wrap(DirectBuffer buffer, int offset, int limit) {
        this.buffer = buffer;
        this.limit = limit;
        this.offset = offset;
        nextOffset = offset;
        tag = 0;
        arity = 0;
        remaining = 1;
        variableCount = 0;
        return this;
    }

    /**
     * Stands before the first token of a whole code.
     *
     * @param code to read.
     * @return this.
     */
    public AtomReader wrap(AtomCode code) {
        ownView.wrap(code.array());
        return wrap(ownView, 0, code.length());
    }

    /**
     * Moves to the next token.
     *
     * @return false if the atom has no further token; the cursor then stays on the last one.
     * @throws AtomCodeException if the next token is damaged or passes the limit.
     */
    public boolean advance() {
        if (remaining == 0) {
            return false;
        }
        long extent = TokenExtent.at(buffer, nextOffset, limit);
        offset = nextOffset;
        tag = buffer.getByte(offset) & 0xFF;
        nextOffset = offset + TokenExtent.length(extent);
        arity = TokenExtent.children(extent);
        remaining += arity - 1;
        if (tag <= VARIABLE_REFERENCE) {
            onVariable();
        }
        return true;
    }

    private void onVariable() {
        if (tag == VARIABLE_FIRST) {
            introduceVariable();
        } else {
            variableIndex = Varint.get(buffer, offset + TAG_LENGTH, limit, Varint.PLAIN);
            if (variableIndex >= variableCount) {
                throw AtomCodeException.unknownVariable(offset, variableIndex, variableCount);
            }
        }
    }

    private void introduceVariable() {
        if (variableCount == nameOffsets.length) {
            nameOffsets = Arrays.copyOf(nameOffsets, Math.max(8, variableCount * 2));
        }
        nameOffsets[variableCount] = offset + TAG_LENGTH;
        variableIndex = variableCount++;
    }

    /**
     * Moves past everything below the current token, so that {@link #advance()} finds the atom after it. Does nothing
     * on a token without children.
     *
     * @return this.
     * @throws AtomCodeException if a token below is damaged or passes the limit.
     */
    public AtomReader skipChildren() {
        long remainingAfter = remaining - arity;
        while (remaining > remainingAfter) {
            advance();
        }
        return this;
    }

    /**
     * Tag of the current token.
     *
     * @return from 1 to 255, or 0 before the first token.
     */
    public int tag() {
        return tag;
    }

    /**
     * Kind of the current token.
     *
     * @return the kind.
     */
    public AtomKind kind() {
        return AtomKind.of(tag);
    }

    /**
     * Offset of the current token's tag.
     *
     * @return an offset in the wrapped buffer.
     */
    public int offset() {
        return offset;
    }

    /**
     * Offset after the current token, where its first child or the next atom begins. After the last token it is the end
     * of the atom.
     *
     * @return an offset in the wrapped buffer.
     */
    public int nextOffset() {
        return nextOffset;
    }

    /**
     * Number of children of the current token.
     *
     * @return 0 for anything but an expression.
     */
    public int arity() {
        return arity;
    }

    /**
     * Offset of the text of a symbol, a string or a variable. A later occurrence of a variable has the text of the
     * first.
     *
     * @return an offset in the wrapped buffer.
     * @throws IllegalStateException if the token has no text.
     */
    public int textOffset() {
        if (tag >= AtomDescriptor.SYMBOL && tag < SYMBOL_LONG) {
            return offset + TAG_LENGTH;
        }
        int lengthOffset = textLengthOffset();
        return lengthOffset + Varint.length(Varint.get(buffer, lengthOffset, limit, Varint.PLAIN));
    }

    /**
     * Length in bytes of the text of a symbol, a string or a variable.
     *
     * @return a length in bytes.
     * @throws IllegalStateException if the token has no text.
     */
    public int textLength() {
        if (tag >= AtomDescriptor.SYMBOL && tag < SYMBOL_LONG) {
            return tag - AtomDescriptor.SYMBOL;
        }
        return Varint.get(buffer, textLengthOffset(), limit, Varint.PLAIN);
    }

    private int textLengthOffset() {
        return switch (tag) {
            case VARIABLE_FIRST, VARIABLE_REFERENCE -> nameOffsets[variableIndex];
            case AtomDescriptor.STRING, SYMBOL_LONG -> offset + TAG_LENGTH;
            default -> throw mismatch("text");
        };
    }

    /**
     * Copies the text of a symbol, a string or a variable, as UTF-8.
     *
     * @param target array that receives {@link #textLength()} bytes.
     * @param targetOffset of the first byte.
     * @throws IllegalStateException if the token has no text.
     * @throws IndexOutOfBoundsException if the target has too little room.
     */
    public void getText(byte[] target, int targetOffset) {
        buffer.getBytes(textOffset(), target, targetOffset, textLength());
    }

    /**
     * Text of a symbol, a string or a variable (without the {@code $}). Allocates.
     *
     * @return the text; bytes that are not UTF-8 become U+FFFD.
     * @throws IllegalStateException if the token has no text.
     */
    public String text() {
        byte[] utf8 = new byte[textLength()];
        buffer.getBytes(textOffset(), utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * Index of the current variable: how many other variables occurred before it for the first time.
     *
     * @return the index, from 0.
     * @throws IllegalStateException if the token is not a variable.
     */
    public int variableIndex() {
        check(AtomDescriptor.isVariable(tag), "a variable");
        return variableIndex;
    }

    /**
     * Whether the current token introduces a variable.
     *
     * @return true at the first occurrence of a variable.
     */
    public boolean isFirstOccurrence() {
        return tag == VARIABLE_FIRST;
    }

    /**
     * Number of variables that occurred so far.
     *
     * @return 0 as long as what was read is ground.
     */
    public int variableCount() {
        return variableCount;
    }

    /**
     * Value of a boolean.
     *
     * @return the value.
     * @throws IllegalStateException if the token is not a boolean.
     */
    public boolean boolValue() {
        check(AtomDescriptor.isBool(tag), "a boolean");
        return tag == AtomDescriptor.TRUE;
    }

    /**
     * Whether the current token is an integer outside the range of {@code long}.
     *
     * @return true if {@link #longValue()} would throw on this integer.
     */
    public boolean isBigInteger() {
        if (tag == INTEGER_ZERO + MAX_SHORT_INTEGER_BYTES) {
            return magnitude() < 0;
        } else if (tag == INTEGER_ZERO - MAX_SHORT_INTEGER_BYTES) {
            return -magnitude() > 0;
        }
        return AtomDescriptor.isLongInteger(tag);
    }

    /**
     * Value of an integer that fits a {@code long}.
     *
     * @return the value.
     * @throws IllegalStateException if the token is not an integer or {@link #isBigInteger()}.
     */
    public long longValue() {
        check(AtomDescriptor.isInteger(tag) && !isBigInteger(), "an integer of 64 bits");
        return isNegative() ? -magnitude() : magnitude();
    }

    /**
     * Value of an integer of any size. Allocates.
     *
     * @return the value.
     * @throws IllegalStateException if the token is not an integer.
     */
    public BigInteger bigIntegerValue() {
        check(AtomDescriptor.isInteger(tag), "an integer");
        if (!isBigInteger()) {
            return BigInteger.valueOf(longValue());
        }
        byte[] magnitude = new byte[nextOffset - magnitudeOffset()];
        buffer.getBytes(magnitudeOffset(), magnitude);
        if (isNegative()) {
            complement(magnitude);
        }
        return new BigInteger(isNegative() ? -1 : 1, magnitude);
    }

    private static void complement(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }

    private boolean isNegative() {
        return tag < INTEGER_ZERO;
    }

    /** Offset of the first magnitude byte of an integer. */
    int magnitudeOffset() {
        int payloadOffset = offset + TAG_LENGTH;
        if (!AtomDescriptor.isLongInteger(tag)) {
            return payloadOffset;
        }
        int mask = isNegative() ? Varint.COMPLEMENTED : Varint.PLAIN;
        return payloadOffset + Varint.length(Varint.get(buffer, payloadOffset, limit, mask));
    }

    /** Magnitude of an integer of up to 64 bits, unsigned. */
    private long magnitude() {
        long complement = isNegative() ? 0xFF : 0;
        long magnitude = 0;
        for (int i = offset + TAG_LENGTH; i < nextOffset; i++) {
            magnitude = magnitude << Byte.SIZE | buffer.getByte(i) & 0xFF ^ complement;
        }
        return magnitude;
    }

    /**
     * Value of a float.
     *
     * @return the value.
     * @throws IllegalStateException if the token is not a float.
     */
    public double doubleValue() {
        return Double.longBitsToDouble(floatBits());
    }

    /** IEEE 754 bits of a float, as they are, even those of a NaN. */
    long floatBits() {
        check(AtomDescriptor.isFloat(tag), "a float");
        return OrderedFloat.toBits(payloadLong(0));
    }

    /**
     * High word of the id of a state cell or space.
     *
     * @return the word.
     * @throws IllegalStateException if the token is not a handle.
     */
    public long high() {
        check(AtomDescriptor.isHandle(tag), "a handle");
        return payloadLong(0);
    }

    /**
     * Low word of the id of a state cell or space.
     *
     * @return the word.
     * @throws IllegalStateException if the token is not a handle.
     */
    public long low() {
        check(AtomDescriptor.isHandle(tag), "a handle");
        return payloadLong(Long.BYTES);
    }

    private long payloadLong(int index) {
        return buffer.getLong(offset + TAG_LENGTH + index, ByteOrder.BIG_ENDIAN);
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw mismatch(what);
        }
    }

    private IllegalStateException mismatch(String what) {
        return new IllegalStateException("token is not " + what + ": offset=" + offset + ", tag=0x"
                + Integer.toHexString(tag) + "; ask for its kind first");
    }
}
