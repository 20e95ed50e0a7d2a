package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.TAG_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_FIRST;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_REFERENCE;

import java.util.Arrays;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Matches an atom against a pattern, code against code: nothing is decoded and nothing allocated, whatever the depth.
 *
 * <p>A variable of the pattern takes any atom, and at its later occurrences the same bytes again. A variable of the
 * atom is not resolved: the matcher then only excludes what no unification can mend, and leaves the rest to the caller.
 * A variable of the pattern and one of the atom are different variables even if they have the same name.
 *
 * <p>Both codes must be whole and valid. Bytes that no walk accepts end in {@link AtomCodeException}.
 *
 * <p>Threading: not thread-safe, to be reused by one thread. Lifetime: holds the buffers of the last match, and its
 * bindings are offsets in them. Complexity: linear in the length of the two codes.
 */
public final class AtomMatcher {
    /** No unification makes the atom equal to the pattern. */
    public static final int NO_MATCH = 0;

    /** The atom is ground and matches; the bindings say how. */
    public static final int MATCH = 1;

    /** The atom has variables and the structure does not exclude unification: the caller must unify. */
    public static final int MAYBE = 2;

    /** Length of what a variable of the pattern took if it is not ground, or not known. */
    private static final int OPEN = -1;

    private static final DirectBuffer EMPTY = new UnsafeBuffer(new byte[0]);

    private DirectBuffer pattern = EMPTY;
    private int patternAt;
    private int patternLimit;
    private DirectBuffer atom = EMPTY;
    private int atomAt;
    private int atomLimit;
    private boolean variableSeen;

    private int[] bindingOffsets = new int[8];
    private int[] bindingLengths = new int[8];
    private int bindingCount;

    /** A matcher without bindings. */
    public AtomMatcher() {}

    /**
     * Matches the atom against the pattern.
     *
     * @param pattern buffer that holds the pattern.
     * @param patternOffset of the pattern's first byte.
     * @param patternLimit offset that the pattern must not pass.
     * @param atom buffer that holds the atom.
     * @param atomOffset of the atom's first byte.
     * @param atomLimit offset that the atom must not pass.
     * @return {@link #NO_MATCH}, {@link #MATCH} or {@link #MAYBE}.
     * @throws AtomCodeException if a code is damaged, or passes its limit, as far as it is read.
     */
    public int match(
            DirectBuffer pattern,
            int patternOffset,
            int patternLimit,
            DirectBuffer atom,
            int atomOffset,
            int atomLimit) {
        this.pattern = pattern;
        this.patternAt = patternOffset;
        this.patternLimit = patternLimit;
        this.atom = atom;
        this.atomAt = atomOffset;
        this.atomLimit = atomLimit;
        variableSeen = false;
        bindingCount = 0;
        int result = matchTokens();
        if (result != MATCH) {
            bindingCount = 0;
        }
        return result;
    }

    /**
     * Number of the pattern's variables that are bound.
     *
     * @return 0 unless the last match was a {@link #MATCH}.
     */
    public int bindingCount() {
        return bindingCount;
    }

    /**
     * Where the atom that a variable of the pattern took begins.
     *
     * @param variableIndex of the pattern's variable.
     * @return an offset in the atom's buffer.
     * @throws IndexOutOfBoundsException if the index is not below {@link #bindingCount()}.
     */
    public int bindingOffset(int variableIndex) {
        return bindingOffsets[Objects.checkIndex(variableIndex, bindingCount)];
    }

    /**
     * Length of the atom that a variable of the pattern took.
     *
     * @param variableIndex of the pattern's variable.
     * @return a length in bytes.
     * @throws IndexOutOfBoundsException if the index is not below {@link #bindingCount()}.
     */
    public int bindingLength(int variableIndex) {
        return bindingLengths[Objects.checkIndex(variableIndex, bindingCount)];
    }

    private int matchTokens() {
        long remaining = 1;
        do {
            long patternExtent = TokenExtent.at(pattern, patternAt, patternLimit);
            long atomExtent = TokenExtent.at(atom, atomAt, atomLimit);
            int tag = tagAt(pattern, patternAt);
            if (AtomDescriptor.isVariable(tag)) {
                if (!matchVariable(tag, TokenExtent.length(patternExtent))) {
                    return NO_MATCH;
                }
            } else if (AtomDescriptor.isVariable(tagAt(atom, atomAt))) {
                passPattern();
                passAtom();
            } else if (sameToken(patternExtent, atomExtent)) {
                remaining += TokenExtent.children(patternExtent);
            } else {
                return NO_MATCH;
            }
            remaining--;
        } while (remaining > 0);
        return variableSeen ? MAYBE : MATCH;
    }

    /** Compares the tokens under the cursors and passes them if they are the same. */
    private boolean sameToken(long patternExtent, long atomExtent) {
        int length = TokenExtent.length(patternExtent);
        if (patternExtent != atomExtent || !ByteRanges.equal(pattern, patternAt, atom, atomAt, length)) {
            return false;
        }
        patternAt += length;
        atomAt += length;
        return true;
    }

    private boolean matchVariable(int tag, int length) {
        int variableAt = patternAt;
        patternAt += length;
        int takenOffset = atomAt;
        int takenLength = passAtom();
        if (tag == VARIABLE_FIRST) {
            bind(takenOffset, takenLength);
            return true;
        }
        return matchesBinding(boundIndex(variableAt), takenOffset, takenLength);
    }

    private boolean matchesBinding(int index, int offset, int length) {
        int boundLength = bindingLengths[index];
        if (boundLength == OPEN || length == OPEN) {
            return true;
        }
        return boundLength == length && ByteRanges.equal(atom, bindingOffsets[index], atom, offset, length);
    }

    private int boundIndex(int referenceOffset) {
        int index = Varint.get(pattern, referenceOffset + TAG_LENGTH, patternLimit, Varint.PLAIN);
        if (index >= bindingCount) {
            throw AtomCodeException.unknownVariable(referenceOffset, index, bindingCount);
        }
        return index;
    }

    private void bind(int offset, int length) {
        if (bindingCount == bindingOffsets.length) {
            bindingOffsets = Arrays.copyOf(bindingOffsets, bindingCount * 2);
            bindingLengths = Arrays.copyOf(bindingLengths, bindingCount * 2);
        }
        bindingOffsets[bindingCount] = offset;
        bindingLengths[bindingCount] = length;
        bindingCount++;
    }

    /** Passes the atom under the cursor and returns its length, or {@link #OPEN} if it has a variable. */
    private int passAtom() {
        int start = atomAt;
        boolean open = false;
        long remaining = 1;
        do {
            long extent = TokenExtent.at(atom, atomAt, atomLimit);
            open |= tagAt(atom, atomAt) <= VARIABLE_REFERENCE;
            atomAt += TokenExtent.length(extent);
            remaining += TokenExtent.children(extent) - 1;
        } while (remaining > 0);
        variableSeen |= open;
        return open ? OPEN : atomAt - start;
    }

    /** Passes the part of the pattern that a variable of the atom stands against; its variables stay open. */
    private void passPattern() {
        long remaining = 1;
        do {
            long extent = TokenExtent.at(pattern, patternAt, patternLimit);
            if (tagAt(pattern, patternAt) == VARIABLE_FIRST) {
                bind(atomAt, OPEN);
            }
            patternAt += TokenExtent.length(extent);
            remaining += TokenExtent.children(extent) - 1;
        } while (remaining > 0);
    }

    private static int tagAt(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset) & 0xFF;
    }
}
