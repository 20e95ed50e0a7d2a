package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/**
 * Finds the end of an atom, and whether it has variables, without decoding it.
 *
 * <p>Threading: stateless. Complexity: linear in the tokens of the atom, whatever its depth; allocates nothing.
 */
public final class AtomSkipper {
    private AtomSkipper() {}

    /**
     * Offset after the whole atom that starts at the offset.
     *
     * @param buffer that holds the code.
     * @param offset of the atom's first byte.
     * @param limit offset that the atom must not pass.
     * @return the offset after the atom's last byte.
     * @throws AtomCodeException if the bytes up to the limit do not begin with a whole atom.
     * @throws IndexOutOfBoundsException if the offset or the limit lies outside the buffer.
     */
    public static int skip(DirectBuffer buffer, int offset, int limit) {
        int position = offset;
        long remaining = 1;
        do {
            long extent = TokenExtent.at(buffer, position, limit);
            position += TokenExtent.length(extent);
            remaining += TokenExtent.children(extent) - 1;
        } while (remaining > 0);
        return position;
    }

    /**
     * Whether the whole atom that starts at the offset has no variable. The atom may be part of another whose variables
     * it shares.
     *
     * @param buffer that holds the code.
     * @param offset of the atom's first byte.
     * @param limit offset that the atom must not pass.
     * @return false if one of its tokens is a variable.
     * @throws AtomCodeException if the bytes up to the first variable or the limit are damaged.
     * @throws IndexOutOfBoundsException if the offset or the limit lies outside the buffer.
     */
    public static boolean isGround(DirectBuffer buffer, int offset, int limit) {
        int position = offset;
        long remaining = 1;
        do {
            long extent = TokenExtent.at(buffer, position, limit);
            if (AtomDescriptor.isVariable(buffer.getByte(position) & 0xFF)) {
                return false;
            }
            position += TokenExtent.length(extent);
            remaining += TokenExtent.children(extent) - 1;
        } while (remaining > 0);
        return true;
    }
}
