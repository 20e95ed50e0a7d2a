package io.mettalith.store.atom;

import java.math.BigInteger;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The code of one whole atom, as a value. Two are equal if their bytes are, and order as their bytes do, unsigned; see
 * {@link AtomDescriptor} for what that order means.
 *
 * <p>Variables are equal by name: {@code (f $x)} and {@code (f $y)} are different codes.
 *
 * <p>Threading: immutable, to be shared freely.
 */
public final class AtomCode implements Comparable<AtomCode> {
    private final byte[] bytes;
    private final boolean ground;
    private int hash;

    /** Takes over the bytes of a valid code. */
    AtomCode(byte[] bytes, boolean ground) {
        this.bytes = bytes;
        this.ground = ground;
    }

    /**
     * A copy of the bytes, verified.
     *
     * @param source array that holds the code.
     * @param offset of the code.
     * @param length of the code in bytes.
     * @return the code.
     * @throws AtomCodeException if the bytes are not one atom code.
     * @throws IndexOutOfBoundsException if the range lies outside the array.
     */
    public static AtomCode copyOf(byte[] source, int offset, int length) {
        JvmFlags.check();
        return copyOf(new UnsafeBuffer(source), offset, length);
    }

    /**
     * A copy of the bytes, verified.
     *
     * @param source buffer that holds the code.
     * @param offset of the code.
     * @param length of the code in bytes.
     * @return the code.
     * @throws AtomCodeException if the bytes are not one atom code.
     * @throws IndexOutOfBoundsException if the range lies outside the buffer.
     */
    public static AtomCode copyOf(DirectBuffer source, int offset, int length) {
        source.boundsCheck(offset, length);
        byte[] copy = new byte[length];
        source.getBytes(offset, copy);
        boolean ground = AtomVerifier.verify(new UnsafeBuffer(copy), 0, length) == 0;
        return new AtomCode(copy, ground);
    }

    /**
     * A symbol.
     *
     * @param name of the symbol.
     * @return the code.
     */
    public static AtomCode symbol(String name) {
        return new AtomWriter().symbol(name).toAtomCode();
    }

    /**
     * A variable.
     *
     * @param name of the variable, without the {@code $}.
     * @return the code.
     */
    public static AtomCode variable(String name) {
        return new AtomWriter().variable(name).toAtomCode();
    }

    /**
     * An integer.
     *
     * @param value of the integer.
     * @return the code.
     */
    public static AtomCode integer(long value) {
        return new AtomWriter().integer(value).toAtomCode();
    }

    /**
     * An integer of any size.
     *
     * @param value of the integer.
     * @return the code.
     */
    public static AtomCode integer(BigInteger value) {
        return new AtomWriter().integer(value).toAtomCode();
    }

    /**
     * A float.
     *
     * @param value of the float.
     * @return the code.
     */
    public static AtomCode real(double value) {
        return new AtomWriter().real(value).toAtomCode();
    }

    /**
     * A boolean.
     *
     * @param value of the boolean.
     * @return the code.
     */
    public static AtomCode bool(boolean value) {
        return new AtomWriter().bool(value).toAtomCode();
    }

    /**
     * A string.
     *
     * @param text of the string.
     * @return the code.
     */
    public static AtomCode string(String text) {
        return new AtomWriter().string(text).toAtomCode();
    }

    /**
     * An expression. Variables of the same name in several children are one variable of the expression.
     *
     * @param children of the expression, in order.
     * @return the code.
     */
    public static AtomCode expression(AtomCode... children) {
        AtomWriter writer = new AtomWriter().expression(children.length);
        for (AtomCode child : children) {
            writer.atom(child);
        }
        return writer.toAtomCode();
    }

    /**
     * Length of the code.
     *
     * @return a length in bytes.
     */
    public int length() {
        return bytes.length;
    }

    /**
     * Whether the atom has no variable.
     *
     * @return true if the atom is ground.
     */
    public boolean ground() {
        return ground;
    }

    /**
     * A copy of the bytes.
     *
     * @return a new array.
     */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /**
     * A view of the bytes, for reading only.
     *
     * @return a new view; nobody may write through it.
     */
    public DirectBuffer buffer() {
        return new UnsafeBuffer(bytes);
    }

    /**
     * Copies the bytes.
     *
     * @param target array that receives them.
     * @param offset of the first byte in the target.
     * @throws IndexOutOfBoundsException if the target has too little room.
     */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /**
     * The bytes themselves, for reading only; they are as long as the code.
     *
     * @return the array; nobody may write to it.
     */
    public byte[] array() {
        return bytes;
    }

    @Override
    public int compareTo(AtomCode other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof AtomCode code && Arrays.equals(bytes, code.bytes);
    }

    /** Computed once; racing threads compute the same. */
    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(bytes);
            hash = known;
        }
        return known;
    }

    /**
     * The atom as MeTTa text.
     *
     * @return the text that {@link AtomPrinter} makes.
     */
    @Override
    public String toString() {
        return AtomPrinter.print(this);
    }
}
