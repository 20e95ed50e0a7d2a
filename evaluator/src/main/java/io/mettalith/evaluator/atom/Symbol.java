package io.mettalith.evaluator.atom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name, equal to every symbol of the same name.
 *
 * <p>There is no table of all symbols: a knowledge base has tens of millions of names, most of them seen once. A symbol
 * carries its UTF-8 bytes and their hash, so that two are compared without a look-up; {@link SymbolCache} saves most of
 * the copies where names are read from memory.
 *
 * <p>Cost: 24 bytes and the array of the bytes; the text is decoded when first asked for.
 *
 * <p>Threading: immutable, may be shared.
 */
public final class Symbol extends Atom {
    private final byte[] utf8;
    private final int hash;
    private String name;

    private Symbol(byte[] utf8, int hash) {
        this.utf8 = utf8;
        this.hash = hash;
    }

    /** Returns the symbol of that name. An unpaired surrogate, which UTF-8 cannot express, becomes {@code ?}. */
    public static Symbol of(String name) {
        return ofUtf8(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the symbol whose name is these bytes of valid UTF-8, which from now on belong to the symbol. */
    public static Symbol ofUtf8(byte[] bytes) {
        return new Symbol(bytes, Utf8.hash(bytes, 0, bytes.length));
    }

    static Symbol ofHashed(byte[] bytes, int hash) {
        return new Symbol(bytes, hash);
    }

    /** Returns the name as text. */
    public String name() {
        String text = name;
        if (text == null) {
            text = new String(utf8, StandardCharsets.UTF_8);
            name = text;
        }
        return text;
    }

    /** Returns the bytes of the name: the symbol's own array, not to be modified. */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Symbol symbol && hash == symbol.hash && Arrays.equals(utf8, symbol.utf8);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
