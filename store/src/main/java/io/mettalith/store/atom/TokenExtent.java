package io.mettalith.store.atom;

import static io.mettalith.store.atom.AtomDescriptor.BIG_NEGATIVE;
import static io.mettalith.store.atom.AtomDescriptor.BIG_POSITIVE;
import static io.mettalith.store.atom.AtomDescriptor.EXPRESSION;
import static io.mettalith.store.atom.AtomDescriptor.EXPRESSION_LONG;
import static io.mettalith.store.atom.AtomDescriptor.FALSE;
import static io.mettalith.store.atom.AtomDescriptor.FLOAT;
import static io.mettalith.store.atom.AtomDescriptor.FLOAT_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.HANDLE_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.INTEGER_ZERO;
import static io.mettalith.store.atom.AtomDescriptor.MAX_ARITY;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_ARITY;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_INTEGER_BYTES;
import static io.mettalith.store.atom.AtomDescriptor.MAX_SHORT_SYMBOL_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.SPACE;
import static io.mettalith.store.atom.AtomDescriptor.STATE;
import static io.mettalith.store.atom.AtomDescriptor.STRING;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL;
import static io.mettalith.store.atom.AtomDescriptor.SYMBOL_LONG;
import static io.mettalith.store.atom.AtomDescriptor.TAG_LENGTH;
import static io.mettalith.store.atom.AtomDescriptor.TRUE;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_FIRST;
import static io.mettalith.store.atom.AtomDescriptor.VARIABLE_REFERENCE;

import org.agrona.DirectBuffer;

/**
 * How far a token reaches: its length in bytes, without the children, and the number of children, packed in a long so
 * that every walk over codes asks one question per token and allocates nothing. Most tags answer by a table.
 */
final class TokenExtent {
    private static final long[] BY_TAG = byTag();

    private TokenExtent() {}

    static int length(long extent) {
        return (int) extent;
    }

    static int children(long extent) {
        return (int) (extent >>> Integer.SIZE);
    }

    /**
     * Extent of the token at the offset, which lies within the limit.
     *
     * @throws AtomCodeException if the token does not end within the limit, its tag is reserved, its arity exceeds the
     *     cap, or one of its varints is not the shortest form.
     */
    static long at(DirectBuffer buffer, int offset, int limit) {
        if (offset >= limit) {
            throw AtomCodeException.truncated(offset, TAG_LENGTH, limit);
        }
        int tag = buffer.getByte(offset) & 0xFF;
        long known = BY_TAG[tag];
        long extent = known != 0 ? known : measure(buffer, offset, limit, tag);
        if (length(extent) > limit - offset) {
            throw AtomCodeException.truncated(offset, length(extent), limit);
        }
        return extent;
    }

    private static long measure(DirectBuffer buffer, int offset, int limit, int tag) {
        int mask = tag == BIG_NEGATIVE ? Varint.COMPLEMENTED : Varint.PLAIN;
        return switch (tag) {
            case VARIABLE_FIRST, STRING -> counted(buffer, offset, limit, mask, 0);
            case BIG_NEGATIVE, BIG_POSITIVE -> counted(buffer, offset, limit, mask, MAX_SHORT_INTEGER_BYTES + 1);
            case SYMBOL_LONG -> counted(buffer, offset, limit, mask, MAX_SHORT_SYMBOL_LENGTH + 1);
            case VARIABLE_REFERENCE -> bare(buffer, offset, limit);
            case EXPRESSION_LONG -> longExpression(buffer, offset, limit);
            default -> throw AtomCodeException.reservedTag(offset, tag);
        };
    }

    private static long counted(DirectBuffer buffer, int offset, int limit, int mask, int least) {
        int length = Varint.get(buffer, offset + TAG_LENGTH, limit, mask);
        checkShortest("a length", offset, length, least);
        return extent(TAG_LENGTH + Varint.length(length) + length, 0);
    }

    private static long bare(DirectBuffer buffer, int offset, int limit) {
        int value = Varint.get(buffer, offset + TAG_LENGTH, limit, Varint.PLAIN);
        return extent(TAG_LENGTH + Varint.length(value), 0);
    }

    private static long longExpression(DirectBuffer buffer, int offset, int limit) {
        int arity = Varint.get(buffer, offset + TAG_LENGTH, limit, Varint.PLAIN);
        checkShortest("an arity", offset, arity, MAX_SHORT_ARITY + 1);
        if (arity > MAX_ARITY) {
            throw AtomCodeException.tooWide(arity);
        }
        return extent(TAG_LENGTH + Varint.length(arity), arity);
    }

    private static void checkShortest(String what, int offset, int value, int least) {
        if (value < least) {
            throw AtomCodeException.notShortest(what, offset, value);
        }
    }

    private static long extent(int length, int children) {
        return (long) children << Integer.SIZE | length;
    }

    private static long[] byTag() {
        long[] extents = new long[256];
        extents[FALSE] = extent(TAG_LENGTH, 0);
        extents[TRUE] = extent(TAG_LENGTH, 0);
        extents[FLOAT] = extent(TAG_LENGTH + FLOAT_LENGTH, 0);
        extents[STATE] = extent(TAG_LENGTH + HANDLE_LENGTH, 0);
        extents[SPACE] = extent(TAG_LENGTH + HANDLE_LENGTH, 0);
        for (int n = 0; n <= MAX_SHORT_INTEGER_BYTES; n++) {
            extents[INTEGER_ZERO + n] = extent(TAG_LENGTH + n, 0);
            extents[INTEGER_ZERO - n] = extent(TAG_LENGTH + n, 0);
        }
        for (int arity = 0; arity <= MAX_SHORT_ARITY; arity++) {
            extents[EXPRESSION + arity] = extent(TAG_LENGTH, arity);
        }
        for (int length = 0; length <= MAX_SHORT_SYMBOL_LENGTH; length++) {
            extents[SYMBOL + length] = extent(TAG_LENGTH + length, 0);
        }
        return extents;
    }
}
