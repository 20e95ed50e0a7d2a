package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.SymbolCache;
import java.util.Arrays;

/**
 * What a word stands for: what the tokenizer binds it to, else a number or a truth value, else a symbol.
 *
 * <p>The answer for a word seen lately is remembered beside its symbol, at the same place as in the
 * {@link SymbolCache}, and forgotten when the tokenizer changes. Numbers, which rarely repeat, go around the cache.
 *
 * <p>Threading: not thread-safe.
 */
final class Words {
    private static final Symbol TRUE = Symbol.of("True");
    private static final Symbol FALSE = Symbol.of("False");

    private final Tokenizer tokenizer;
    private final SymbolCache symbols;
    private final Symbol[] words;
    private final Atom[] atoms;
    private final int mask;
    private int version;

    /** Of each first byte, a set of the lengths of the words that begin with it and are more than symbols. */
    private final long[] specialLengths = new long[256];

    Words(Tokenizer tokenizer, int capacity) {
        this.tokenizer = tokenizer;
        symbols = new SymbolCache(capacity);
        words = new Symbol[capacity];
        atoms = new Atom[capacity];
        mask = capacity - 1;
        version = tokenizer.version();
        noteSpecialWords();
    }

    /** Takes account of what has been bound since the last call. */
    void refresh() {
        if (version != tokenizer.version()) {
            version = tokenizer.version();
            Arrays.fill(words, null);
            Arrays.fill(atoms, null);
            noteSpecialWords();
        }
    }

    private void noteSpecialWords() {
        Arrays.fill(specialLengths, 0);
        noteSpecialWord(TRUE);
        noteSpecialWord(FALSE);
        tokenizer.names().forEach(this::noteSpecialWord);
    }

    private void noteSpecialWord(Symbol word) {
        byte[] name = word.utf8();
        if (name.length > 0) {
            specialLengths[name[0] & 0xFF] |= lengthBit(name.length);
        }
    }

    private static long lengthBit(int length) {
        return 1L << Math.min(length, Long.SIZE - 1);
    }

    /**
     * Returns what {@link #atom} returns, but null for most words that are no more than the symbol of their name: those
     * take no look-up and leave the cache alone.
     */
    Atom special(byte[] text, int start, int end) {
        if (NumberLiteral.isLikely(text, start, end)) {
            return tokenizer.bindsNumbers() ? remembered(text, start, end) : NumberLiteral.parse(text, start, end);
        }
        boolean likely = (specialLengths[text[start] & 0xFF] & lengthBit(end - start)) != 0;
        return likely ? remembered(text, start, end) : null;
    }

    /** Returns the symbol of that name, whatever it may be bound to. */
    Symbol symbol(byte[] text, int start, int end) {
        return symbols.get(text, start, end - start);
    }

    Atom atom(byte[] text, int start, int end) {
        boolean number = NumberLiteral.isLikely(text, start, end);
        if (number && !tokenizer.bindsNumbers()) {
            NumberAtom value = NumberLiteral.parse(text, start, end);
            return value == null ? remembered(text, start, end) : value;
        }
        return remembered(text, start, end);
    }

    private Atom remembered(byte[] text, int start, int end) {
        Symbol word = symbols.get(text, start, end - start);
        int slot = word.hashCode() & mask;
        if (words[slot] != word) {
            atoms[slot] = meaning(word);
            words[slot] = word;
        }
        return atoms[slot];
    }

    private Atom meaning(Symbol word) {
        Atom bound = tokenizer.lookup(word);
        if (bound != null) {
            return bound;
        }
        if (word.equals(TRUE)) {
            return BoolAtom.TRUE;
        }
        if (word.equals(FALSE)) {
            return BoolAtom.FALSE;
        }
        NumberAtom number = NumberLiteral.parse(word.utf8(), 0, word.utf8().length);
        return number == null ? word : number;
    }
}
