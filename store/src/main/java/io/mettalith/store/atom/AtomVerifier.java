package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.FLOAT;
import static io.mettalith.store.atom.AtomDescriptor.INTEGER_ZERO;
import static io.mettalith.store.atom.AtomDescriptor.MAX_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.STRING;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL_LONG;
import static io.mettalith.store.atom.AtomDescriptor.TAG_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_FIRST;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_REFERENCE;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Decides whether bytes are an atom code, to be asked once about bytes of unknown origin. Accepted bytes are exactly
 * those that {@link AtomWriter} makes of the atom they hold.
 *
 * <p>Beyond what every walk checks (tags, limits, references, shortest varints, arity): the exact length, integers
 * without leading zeros, the one form of NaN, UTF-8, no variable introduced twice, length and depth within the caps.
 *
 * <p>{@link #verify} asks about one code. An instance asks about codes one after the other, each of which begins as the
 * one before it does, and looks at what they share only once: it remembers where the first tokens of the last code
 * ended.
 *
 * <p>Threading: an instance belongs to one thread. Complexity: linear in the bytes that are new; allocates for the names
 * of variables only.
 */
public final class AtomVerifier {
    /** So many tokens are remembered; whatever follows them in a code is looked at again. */
    private static final int MAX_REMEMBERED = 32;

    private final VariableNames names = new VariableNames();
    /** Of each remembered token, of which none is a variable: where it ends, and how many atoms are to follow. */
    private final int[] ends = new int[MAX_REMEMBERED];

    private final long[] remainders = new long[MAX_REMEMBERED];
    private int remembered;
    private int variables;
    private DirectBuffer buffer;
    private int limit;

    /** Makes a verifier that has not seen any code. */
    public AtomVerifier() {}

    /**
     * Checks that the range is one whole atom code and nothing else.
     *
     * @param buffer that holds the range.
     * @param offset of the range.
     * @param length of the range in bytes.
     * @return the number of different variables, 0 for a ground atom.
     * @throws AtomCodeException if the range is not one atom code.
     * @throws IndexOutOfBoundsException if the range lies outside the buffer.
     */
    public static int verify(DirectBuffer buffer, int offset, int length) {
        return new AtomVerifier().verifyNext(buffer, offset, length, 0);
    }

    /**
     * Checks that the range is one whole atom code and nothing else, like {@link #verify}, knowing the code before it.
     *
     * @param shared how many leading bytes are those of the code that was verified last; 0 if that one was refused.
     * @return the number of different variables, 0 for a ground atom.
     * @throws AtomCodeException if the range is not one atom code.
     * @throws IndexOutOfBoundsException if the range lies outside the buffer.
     */
    public int verifyNext(DirectBuffer buffer, int offset, int length, int shared) {
        buffer.boundsCheck(offset, length);
        if (length > MAX_LENGTH) {
            throw AtomCodeException.tooLong(length);
        }
        this.buffer = buffer;
        this.limit = offset + length;
        forgetBehind(shared);
        verifyTokens(offset);
        AtomDepth.check(buffer, offset, length);
        return variables;
    }

    private void forgetBehind(int shared) {
        while (remembered > 0 && ends[remembered - 1] > shared) {
            remembered--;
        }
        variables = 0;
        names.clear();
    }

    private void verifyTokens(int offset) {
        int position = offset + (remembered == 0 ? 0 : ends[remembered - 1]);
        long remaining = remembered == 0 ? 1 : remainders[remembered - 1];
        while (remaining > 0) {
            final long extent = TokenExtent.at(buffer, position, limit);
            final int end = position + TokenExtent.length(extent);
            verifyToken(buffer.getByte(position) & 0xFF, position, end);
            remaining += TokenExtent.children(extent) - 1;
            position = end;
            if (variables == 0 && remembered < MAX_REMEMBERED) {
                ends[remembered] = position - offset;
                remainders[remembered++] = remaining;
            }
        }
        if (position != limit) {
            throw AtomCodeException.trailingBytes(position, limit);
        }
    }

    private void verifyToken(int tag, int offset, int end) {
        if (tag >= SYMBOL && tag < SYMBOL_LONG) {
            verifyText(offset + TAG_LENGTH, end);
        } else if (tag == STRING || tag == SYMBOL_LONG) {
            verifyText(textOffset(offset), end);
        } else if (AtomDescriptor.isInteger(tag)) {
            verifyInteger(offset, tag);
        } else if (tag == FLOAT) {
            verifyFloat(offset);
        } else if (tag == VARIABLE_FIRST) {
            verifyName(offset, end);
        } else if (tag == VARIABLE_REFERENCE) {
            verifyReference(offset);
        }
    }

    private int textOffset(int offset) {
        return payloadOffset(offset, Varint.PLAIN);
    }

    /** Returns where the payload behind a varint begins. */
    private int payloadOffset(int offset, int mask) {
        return offset + TAG_LENGTH + Varint.length(Varint.get(buffer, offset + TAG_LENGTH, limit, mask));
    }

    private void verifyText(int offset, int end) {
        final int invalid = Utf8.firstInvalid(buffer, offset, end - offset);
        if (invalid != Utf8.VALID) {
            throw AtomCodeException.notUtf8(invalid);
        }
    }

    private void verifyName(int offset, int end) {
        final int start = textOffset(offset);
        verifyText(start, end);
        final byte[] utf8 = new byte[end - start];
        buffer.getBytes(start, utf8);
        final String name = new String(utf8, StandardCharsets.UTF_8);
        if (names.indexOf(name) != VariableNames.UNKNOWN) {
            throw AtomCodeException.repeatedName(offset, name);
        }
        names.add(name);
        variables++;
    }

    private void verifyReference(int offset) {
        final int index = Varint.get(buffer, offset + TAG_LENGTH, limit, Varint.PLAIN);
        if (index >= variables) {
            throw AtomCodeException.unknownVariable(offset, index, variables);
        }
    }

    private void verifyInteger(int offset, int tag) {
        if (tag == INTEGER_ZERO) {
            return;
        }
        final boolean negative = tag < INTEGER_ZERO;
        final int mask = negative ? Varint.COMPLEMENTED : Varint.PLAIN;
        final int first = AtomDescriptor.isLongInteger(tag) ? payloadOffset(offset, mask) : offset + TAG_LENGTH;
        if ((buffer.getByte(first) & 0xFF) == mask) {
            throw AtomCodeException.leadingZero(first);
        }
    }

    private void verifyFloat(int offset) {
        final long bits = OrderedFloat.toBits(buffer.getLong(offset + TAG_LENGTH, ByteOrder.BIG_ENDIAN));
        if (OrderedFloat.isNan(bits) && bits != OrderedFloat.NAN_BITS) {
            throw AtomCodeException.otherNan(offset + TAG_LENGTH, bits);
        }
    }
}
