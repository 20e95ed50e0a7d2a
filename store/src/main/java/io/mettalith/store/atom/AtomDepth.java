package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.MAX_DEPTH;

import org.agrona.DirectBuffer;

/** Holds atoms to {@link AtomDescriptor#MAX_DEPTH}. */
final class AtomDepth {
    private AtomDepth() {}

    /**
     * Checks the depth of a whole code. A level takes a byte at least, so only a code longer than the cap is walked.
     *
     * @throws AtomCodeException if the atom is too deep.
     */
    static void check(DirectBuffer buffer, int offset, int length) {
        if (length > MAX_DEPTH) {
            walk(buffer, offset, offset + length);
        }
    }

    private static void walk(DirectBuffer buffer, int offset, int limit) {
        OpenExpressions expressions = new OpenExpressions();
        int position = offset;
        do {
            long extent = TokenExtent.at(buffer, position, limit);
            position += TokenExtent.length(extent);
            if (TokenExtent.children(extent) == 0) {
                expressions.close();
            } else if (expressions.depth() == MAX_DEPTH) {
                throw AtomCodeException.tooDeep(position);
            } else {
                expressions.open(TokenExtent.children(extent));
            }
        } while (expressions.depth() > 0);
    }
}
