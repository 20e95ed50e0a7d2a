package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.INTEGER_ZERO;
import static io.mettalith.store.atom.AtomDescriptor.MAX_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.TAG_LENGTH;

import org.agrona.DirectBuffer;

/**
 * Decides whether bytes are an atom code, to be asked once about bytes of unknown origin. Accepted bytes are exactly
 * those that {@link AtomWriter} makes of the atom they hold.
 *
 * <p>Beyond what every walk checks (tags, limits, references, shortest varints, arity): the exact length, integers
 * without leading zeros, the one form of NaN, UTF-8, no variable introduced twice, length and depth within the caps.
 */
public final class AtomVerifier {
    private final AtomReader reader = new AtomReader();
    private final VariableNames names = new VariableNames();
    private final DirectBuffer buffer;

    private AtomVerifier(DirectBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Checks that the range is one whole atom code and nothing else.
     *
     * <p>Threading: stateless. Complexity: linear in the length; decodes no more than the names of variables.
     *
     * @param buffer that holds the range.
     * @param offset of the range.
     * @param length of the range in bytes.
     * @return the number of different variables, 0 for a ground atom.
     * @throws AtomCodeException if the range is not one atom code.
     * @throws IndexOutOfBoundsException if the range lies outside the buffer.
     */
    public static int verify(DirectBuffer buffer, int offset, int length) {
        buffer.boundsCheck(offset, length);
        if (length > MAX_LENGTH) {
            throw AtomCodeException.tooLong(length);
        }
        int variables = new AtomVerifier(buffer).verifyTokens(offset, offset + length);
        AtomDepth.check(buffer, offset, length);
        return variables;
    }

    private int verifyTokens(int offset, int limit) {
        reader.wrap(buffer, offset, limit);
        while (reader.advance()) {
            verifyToken();
        }
        if (reader.nextOffset() != limit) {
            throw AtomCodeException.trailingBytes(reader.nextOffset(), limit);
        }
        return reader.variableCount();
    }

    private void verifyToken() {
        int tag = reader.tag();
        if (AtomDescriptor.isSymbol(tag) || AtomDescriptor.isString(tag)) {
            verifyText();
        } else if (AtomDescriptor.isInteger(tag)) {
            verifyInteger(tag);
        } else if (AtomDescriptor.isFloat(tag)) {
            verifyFloat();
        } else if (reader.isFirstOccurrence()) {
            verifyName();
        }
    }

    private void verifyText() {
        int invalid = Utf8.firstInvalid(buffer, reader.textOffset(), reader.textLength());
        if (invalid != Utf8.VALID) {
            throw AtomCodeException.notUtf8(invalid);
        }
    }

    private void verifyName() {
        verifyText();
        String name = reader.text();
        if (names.indexOf(name) != VariableNames.UNKNOWN) {
            throw AtomCodeException.repeatedName(reader.offset(), name);
        }
        names.add(name);
    }

    private void verifyInteger(int tag) {
        if (tag == INTEGER_ZERO) {
            return;
        }
        int zero = tag < INTEGER_ZERO ? 0xFF : 0;
        int first = reader.magnitudeOffset();
        if ((buffer.getByte(first) & 0xFF) == zero) {
            throw AtomCodeException.leadingZero(first);
        }
    }

    private void verifyFloat() {
        long bits = reader.floatBits();
        if (OrderedFloat.isNan(bits) && bits != OrderedFloat.NAN_BITS) {
            throw AtomCodeException.otherNan(reader.offset() + TAG_LENGTH, bits);
        }
    }
}
