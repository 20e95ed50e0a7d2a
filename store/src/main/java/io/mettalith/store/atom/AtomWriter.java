package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.BIG_NEGATIVE;
import static io.mettalith.store.atom.AtomDescriptor.BIG_POSITIVE;
import static io.mettalith.store.atom.AtomDescriptor.EXPRESSION;
import static io.mettalith.store.atom.AtomDescriptor.EXPRESSION_LONG;
import static io.mettalith.store.atom.AtomDescriptor.FLOAT_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.HANDLE_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.INTEGER_ZERO;
import static io.mettalith.store.atom.AtomDescriptor.MAX_ARITY;
import static io.mettalith.store.atom.AtomDescriptor.MAX_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_ARITY;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_INTEGER_BYTES;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_SYMBOL_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL_LONG;
import static io.mettalith.store.atom.AtomDescriptor.TAG_LENGTH;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes the code of one atom from its tokens, written in the order in which they are read:
 *
 * <pre>{@code
 * writer.reset().expression(3).symbol("=").variable("x").integer(42);
 * }</pre>
 *
 * An expression takes as many of the atoms that follow as its arity says, and then ends by itself. A variable is known
 * by its name: the first {@code variable("x")} of an atom introduces it, the next ones refer to it.
 *
 * <p>The array grows and is kept, so a reused writer does not allocate, except for a {@link BigInteger} beyond 64 bits
 * and for an atom of more than sixteen variables. After an exception only {@link #reset()} makes sense.
 *
 * <p>Threading: not thread-safe, to be reused by one thread. Complexity: linear in the bytes written.
 *
 * <p>Every token method throws {@link IllegalStateException} if the atom is complete already, and
 * {@link AtomCodeException} if the atom exceeds {@link AtomDescriptor#MAX_LENGTH} or {@link AtomDescriptor#MAX_DEPTH}.
 */
public final class AtomWriter {
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL_CAPACITY = 256;
    private static final int MAX_CAPACITY = MAX_LENGTH + Long.BYTES;

    {
        JvmFlags.check(); // before the buffers
    }

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final VariableNames names = new VariableNames();
    private final AtomReader reader = new AtomReader();
    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int length;
    private int remaining = 1;

    /** A writer at the beginning of an atom. */
    public AtomWriter() {}

    /**
     * Forgets what was written and begins an atom.
     *
     * @return this.
     */
    public AtomWriter reset() {
        length = 0;
        remaining = 1;
        names.clear();
        return this;
    }

    /**
     * Begins an expression of which the next atoms are the children.
     *
     * @param arity number of children.
     * @return this.
     * @throws IllegalArgumentException if the arity is negative.
     * @throws AtomCodeException if the arity exceeds {@link AtomDescriptor#MAX_ARITY}.
     */
    public AtomWriter expression(int arity) {
        int offset = begin(TAG_LENGTH + Varint.MAX_LENGTH);
        if (arity < 0 || arity > MAX_SHORT_ARITY) {
            return longExpression(offset, arity);
        }
        bytes[offset] = (byte) (EXPRESSION + arity);
        return end(offset + TAG_LENGTH, arity);
    }

    private AtomWriter longExpression(int offset, int arity) {
        if (arity < 0) {
            throw new IllegalArgumentException("arity must not be negative: arity=" + arity);
        }
        if (arity > MAX_ARITY) {
            throw AtomCodeException.tooWide(arity);
        }
        bytes[offset] = (byte) EXPRESSION_LONG;
        return end(Varint.put(bytes, offset + TAG_LENGTH, arity, Varint.PLAIN), arity);
    }

    /**
     * Writes a symbol.
     *
     * @param name of the symbol.
     * @return this.
     * @throws IllegalArgumentException if the name has an unpaired surrogate.
     */
    public AtomWriter symbol(String name) {
        int chars = name.length();
        if (chars <= MAX_SHORT_SYMBOL_LENGTH) {
            int offset = begin(TAG_LENGTH + chars);
            if (Utf8.copyAscii(name, bytes, offset + TAG_LENGTH)) {
                bytes[offset] = (byte) (SYMBOL + chars);
                return end(offset + TAG_LENGTH + chars, 0);
            }
        }
        return longSymbol(name);
    }

    private AtomWriter longSymbol(String name) {
        int utf8Length = utf8Length(name);
        int textOffset = beginSymbol(utf8Length);
        return end(Utf8.put(name, bytes, textOffset), 0);
    }

    /**
     * Writes a symbol.
     *
     * @param utf8 array that holds the name.
     * @param offset of the name in the array.
     * @param length of the name in bytes.
     * @return this.
     * @throws IllegalArgumentException if the range lies outside the array.
     * @throws AtomCodeException if the name is not UTF-8.
     */
    public AtomWriter symbol(byte[] utf8, int offset, int length) {
        view.wrap(utf8, offset, length);
        int invalid = Utf8.firstInvalid(view, 0, length);
        if (invalid != Utf8.VALID) {
            throw AtomCodeException.notUtf8(offset + invalid);
        }
        int textOffset = beginSymbol(length);
        System.arraycopy(utf8, offset, bytes, textOffset, length);
        return end(textOffset + length, 0);
    }

    /** Writes what precedes a symbol's text and returns the text's offset. */
    private int beginSymbol(int utf8Length) {
        if (utf8Length > MAX_SHORT_SYMBOL_LENGTH) {
            return beginCounted(SYMBOL_LONG, utf8Length, Varint.PLAIN);
        }
        int offset = begin(TAG_LENGTH + utf8Length);
        bytes[offset] = (byte) (SYMBOL + utf8Length);
        return offset + TAG_LENGTH;
    }

    /**
     * Writes a variable: introduces it if the atom does not have it yet, else refers to it.
     *
     * @param name of the variable, without the {@code $}.
     * @return this.
     * @throws IllegalArgumentException if the name has an unpaired surrogate.
     */
    public AtomWriter variable(String name) {
        int index = names.indexOf(name);
        if (index != VariableNames.UNKNOWN) {
            return reference(index);
        }
        int end = putText(AtomDescriptor.VARIABLE_FIRST, name);
        names.add(name);
        return end(end, 0);
    }

    private AtomWriter reference(int index) {
        int offset = begin(TAG_LENGTH + Varint.MAX_LENGTH);
        bytes[offset] = AtomDescriptor.VARIABLE_REFERENCE;
        return end(Varint.put(bytes, offset + TAG_LENGTH, index, Varint.PLAIN), 0);
    }

    /**
     * Writes an integer.
     *
     * @param value of the integer.
     * @return this.
     */
    public AtomWriter integer(long value) {
        return value < 0 ? shortInteger(true, -value) : shortInteger(false, value);
    }

    /**
     * Writes an integer of any size; it has the same code as the same {@code long}.
     *
     * @param value of the integer.
     * @return this.
     */
    public AtomWriter integer(BigInteger value) {
        boolean negative = value.signum() < 0;
        BigInteger magnitude = value.abs();
        return magnitude.bitLength() <= Long.SIZE
                ? shortInteger(negative, magnitude.longValue())
                : longInteger(negative, magnitude);
    }

    /** Writes the magnitude, unsigned, by one store of eight bytes of which only the first ones count. */
    private AtomWriter shortInteger(boolean negative, long magnitude) {
        int magnitudeLength = MAX_SHORT_INTEGER_BYTES - (Long.numberOfLeadingZeros(magnitude) >>> 3);
        int offset = begin(TAG_LENGTH + MAX_SHORT_INTEGER_BYTES);
        bytes[offset] = (byte) (INTEGER_ZERO + (negative ? -magnitudeLength : magnitudeLength));
        long aligned = magnitude << Long.SIZE - Byte.SIZE * magnitudeLength;
        BIG_ENDIAN_LONG.set(bytes, offset + TAG_LENGTH, negative ? ~aligned : aligned);
        return end(offset + TAG_LENGTH + magnitudeLength, 0);
    }

    private AtomWriter longInteger(boolean negative, BigInteger value) {
        byte[] magnitude = value.toByteArray();
        int zeros = magnitude[0] == 0 ? 1 : 0;
        int mask = negative ? Varint.COMPLEMENTED : Varint.PLAIN;
        int offset = beginCounted(negative ? BIG_NEGATIVE : BIG_POSITIVE, magnitude.length - zeros, mask);
        for (int i = zeros; i < magnitude.length; i++) {
            bytes[offset++] = (byte) (magnitude[i] ^ mask);
        }
        return end(offset, 0);
    }

    /**
     * Writes a float; every NaN has the same code.
     *
     * @param value of the float.
     * @return this.
     */
    public AtomWriter real(double value) {
        int offset = begin(TAG_LENGTH + FLOAT_LENGTH);
        bytes[offset] = AtomDescriptor.FLOAT;
        BIG_ENDIAN_LONG.set(bytes, offset + TAG_LENGTH, OrderedFloat.fromDouble(value));
        return end(offset + TAG_LENGTH + FLOAT_LENGTH, 0);
    }

    /**
     * Writes a string.
     *
     * @param text of the string, without quotes or escapes.
     * @return this.
     * @throws IllegalArgumentException if the text has an unpaired surrogate.
     */
    public AtomWriter string(String text) {
        return end(putText(AtomDescriptor.STRING, text), 0);
    }

    /** Writes tag, length and text and returns the offset after them. */
    private int putText(int tag, String text) {
        int utf8Length = utf8Length(text);
        int textOffset = beginCounted(tag, utf8Length, Varint.PLAIN);
        return utf8Length == text.length() && Utf8.copyAscii(text, bytes, textOffset)
                ? textOffset + utf8Length
                : Utf8.put(text, bytes, textOffset);
    }

    private static int utf8Length(String text) {
        if (text.length() > MAX_LENGTH) {
            throw AtomCodeException.tooLong(text.length());
        }
        return Utf8.length(text);
    }

    /** Writes a tag and the length of the payload, and returns the offset of the payload. */
    private int beginCounted(int tag, int payloadLength, int mask) {
        if (payloadLength > MAX_LENGTH) {
            throw AtomCodeException.tooLong(payloadLength);
        }
        int offset = begin(TAG_LENGTH + Varint.MAX_LENGTH + payloadLength);
        bytes[offset] = (byte) tag;
        return Varint.put(bytes, offset + TAG_LENGTH, payloadLength, mask);
    }

    /**
     * Writes a boolean.
     *
     * @param value of the boolean.
     * @return this.
     */
    public AtomWriter bool(boolean value) {
        int offset = begin(TAG_LENGTH);
        bytes[offset] = (byte) (value ? AtomDescriptor.TRUE : AtomDescriptor.FALSE);
        return end(offset + TAG_LENGTH, 0);
    }

    /**
     * Writes the handle of a state cell.
     *
     * @param high word of its id.
     * @param low word of its id.
     * @return this.
     */
    public AtomWriter state(long high, long low) {
        return handle(AtomDescriptor.STATE, high, low);
    }

    /**
     * Writes the handle of a space.
     *
     * @param high word of its id.
     * @param low word of its id.
     * @return this.
     */
    public AtomWriter space(long high, long low) {
        return handle(AtomDescriptor.SPACE, high, low);
    }

    private AtomWriter handle(int tag, long high, long low) {
        int offset = begin(TAG_LENGTH + HANDLE_LENGTH);
        bytes[offset] = (byte) tag;
        BIG_ENDIAN_LONG.set(bytes, offset + TAG_LENGTH, high);
        BIG_ENDIAN_LONG.set(bytes, offset + TAG_LENGTH + Long.BYTES, low);
        return end(offset + TAG_LENGTH + HANDLE_LENGTH, 0);
    }

    /**
     * Copies the code of a ground atom. The bytes are taken on trust: a range that is not one whole atom without
     * variables makes a damaged code.
     *
     * @param source buffer that holds the code.
     * @param offset of the code.
     * @param length of the code in bytes.
     * @return this.
     * @throws IndexOutOfBoundsException if the range lies outside the buffer.
     */
    public AtomWriter copy(DirectBuffer source, int offset, int length) {
        assert AtomVerifier.verify(source, offset, length) == 0 : "code to copy is not ground: length=" + length;
        if (length > MAX_LENGTH) {
            throw AtomCodeException.tooLong(length);
        }
        int target = begin(length);
        source.getBytes(offset, bytes, target, length);
        return end(target + length, 0);
    }

    /**
     * Writes a whole atom. Its variables are those of the same name in this atom.
     *
     * @param code of the atom.
     * @return this.
     */
    public AtomWriter atom(AtomCode code) {
        view.wrap(code.array());
        return code.ground() ? copy(view, 0, code.length()) : rewrite(code);
    }

    private AtomWriter rewrite(AtomCode code) {
        reader.wrap(view, 0, code.length());
        while (reader.advance()) {
            rewriteToken();
        }
        return this;
    }

    private void rewriteToken() {
        int tag = reader.tag();
        if (AtomDescriptor.isExpression(tag)) {
            expression(reader.arity());
        } else if (AtomDescriptor.isVariable(tag)) {
            variable(reader.text());
        } else {
            copy(view, reader.offset(), reader.nextOffset() - reader.offset());
        }
    }

    /**
     * The array that holds the code from its first byte. It is live: the next token may change or replace it.
     *
     * @return the array, longer than the code.
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * Length of what was written.
     *
     * @return a length in bytes.
     */
    public int length() {
        return length;
    }

    /**
     * Whether no variable was written.
     *
     * @return true if the atom is ground so far.
     */
    public boolean ground() {
        return names.count() == 0;
    }

    /**
     * Whether exactly one whole atom was written.
     *
     * @return true if the atom is complete.
     */
    public boolean isComplete() {
        return remaining == 0;
    }

    /**
     * The atom as a value of its own. Copies.
     *
     * @return the code.
     * @throws IllegalStateException if the atom is not complete.
     */
    public AtomCode toAtomCode() {
        if (!isComplete()) {
            throw new IllegalStateException("atom not complete: lengthBytes=" + length + ", missingAtoms=" + remaining
                    + "; write as many atoms as the arity of each expression says");
        }
        return new AtomCode(Arrays.copyOf(bytes, length), ground());
    }

    /** Makes room for a token and returns its offset. */
    private int begin(int neededBytes) {
        if (remaining == 0) {
            throw new IllegalStateException(
                    "atom already complete: lengthBytes=" + length + "; reset the writer to begin another");
        }
        if (neededBytes > bytes.length - length) {
            grow(neededBytes);
        }
        return length;
    }

    private void grow(int neededBytes) {
        int required = length + neededBytes;
        if (required > MAX_CAPACITY) {
            throw AtomCodeException.tooLong(required);
        }
        bytes = Arrays.copyOf(bytes, Math.min(MAX_CAPACITY, Math.max(required, bytes.length * 2)));
    }

    /** Ends a token: what is still to come takes a byte per atom at least. */
    private AtomWriter end(int newLength, int arity) {
        int newRemaining = remaining + arity - 1;
        if (newLength + newRemaining > MAX_LENGTH) {
            throw AtomCodeException.tooLong((long) newLength + newRemaining);
        }
        if (newRemaining == 0 && newLength > AtomDescriptor.MAX_DEPTH) {
            checkDepth(newLength);
        }
        length = newLength;
        remaining = newRemaining;
        return this;
    }

    private void checkDepth(int newLength) {
        AtomDepth.check(new UnsafeBuffer(bytes, 0, newLength), 0, newLength);
    }
}
