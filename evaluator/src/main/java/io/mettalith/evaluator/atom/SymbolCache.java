package io.mettalith.evaluator.atom;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Turns names that lie in memory into symbols, without allocating for a name seen lately.
 *
 * <p>The cache is direct-mapped: each name has one place, where the last name that hashed there stands. It therefore
 * never grows, forgets by itself, and a symbol it returns need not be the one it returned before, only equal.
 *
 * <p>Threading: not thread-safe; one per evaluator or parser.
 *
 * <p>Cost: a hit takes one hash and one comparison of the bytes.
 */
public final class SymbolCache {
    private final Symbol[] symbols;
    private final int mask;

    /**
     * Makes an empty cache.
     *
     * @param capacity the number of places, a power of two
     * @throws IllegalArgumentException if the capacity is not a power of two
     */
    public SymbolCache(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 0) {
            throw new IllegalArgumentException("capacity is not a power of two: capacity=" + capacity);
        }
        symbols = new Symbol[capacity];
        mask = capacity - 1;
    }

    /** Returns the number of places. */
    public int capacity() {
        return symbols.length;
    }

    /**
     * Returns the symbol whose name is {@code length} bytes of the buffer.
     *
     * @throws IndexOutOfBoundsException if the name reaches beyond the buffer
     */
    public Symbol get(DirectBuffer buffer, int offset, int length) {
        int hash = Utf8.hash(buffer, offset, length);
        Symbol symbol = symbols[hash & mask];
        if (symbol != null && symbol.hashCode() == hash && Utf8.equal(symbol.utf8(), buffer, offset, length)) {
            return symbol;
        }
        byte[] name = new byte[length];
        buffer.getBytes(offset, name);
        return put(name, hash);
    }

    /**
     * Returns the symbol whose name is {@code length} bytes of the array.
     *
     * @throws IndexOutOfBoundsException if the name reaches beyond the array
     */
    public Symbol get(byte[] bytes, int offset, int length) {
        int hash = Utf8.hash(bytes, offset, length);
        Symbol symbol = symbols[hash & mask];
        if (symbol != null && symbol.hashCode() == hash && Utf8.equal(symbol.utf8(), bytes, offset, length)) {
            return symbol;
        }
        return put(Arrays.copyOfRange(bytes, offset, offset + length), hash);
    }

    private Symbol put(byte[] name, int hash) {
        Symbol symbol = Symbol.ofHashed(name, hash);
        symbols[hash & mask] = symbol;
        return symbol;
    }
}
