package io.mettalith.store.atom;

import org.agrona.DirectBuffer;

/**
 * Finds the end of an atom without decoding it.
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
}
