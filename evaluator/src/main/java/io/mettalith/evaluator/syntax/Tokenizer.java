package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Symbol;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The words that the parser replaces by atoms: {@code &self}, what {@code bind!} has bound, what the library grounds.
 *
 * <p>A binding concerns text parsed after it. It is asked for before anything else is made of a word, so that even
 * {@code 1} and {@code True} can be bound; strings and variables are not asked for. In hyperon-experimental the name is
 * a regular expression; here it stands for itself.
 *
 * <p>Threading: not thread-safe; a parser and what runs between its atoms share one tokenizer in one thread.
 */
public final class Tokenizer {
    private final Map<Symbol, Atom> atoms;
    private boolean bindsNumbers;
    private int version;

    /** Makes a tokenizer without bindings. */
    public Tokenizer() {
        atoms = new HashMap<>();
    }

    private Tokenizer(Tokenizer other) {
        atoms = new HashMap<>(other.atoms);
        bindsNumbers = other.bindsNumbers;
    }

    /** Returns a tokenizer of the same bindings, independent from now on. */
    public Tokenizer copy() {
        return new Tokenizer(this);
    }

    /** Binds a word to an atom, in place of what it was bound to. */
    public void bind(String name, Atom atom) {
        bind(Symbol.of(name), atom);
    }

    /** Binds a word to an atom, in place of what it was bound to. */
    public void bind(Symbol name, Atom atom) {
        atoms.put(name, atom);
        bindsNumbers |= NumberLiteral.isLikely(name.utf8(), 0, name.utf8().length);
        version++;
    }

    /** Lets a word stand for itself again. */
    public void unbind(Symbol name) {
        atoms.remove(name);
        version++;
    }

    /** Returns the atom that a word is bound to, or null. */
    public Atom lookup(String name) {
        return lookup(Symbol.of(name));
    }

    /** Returns the atom that a word is bound to, or null. */
    public Atom lookup(Symbol name) {
        return atoms.get(name);
    }

    /** Returns the first word of the alphabet that is bound to an atom, or null. */
    public String nameOf(Atom atom) {
        return atoms.entrySet().stream()
                .filter(entry -> entry.getValue().equals(atom))
                .map(entry -> entry.getKey().name())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns the bound words. */
    Set<Symbol> names() {
        return atoms.keySet();
    }

    /** Reports whether any bound word looks like a number. */
    boolean bindsNumbers() {
        return bindsNumbers;
    }

    /** Returns a number that changes with every binding. */
    int version() {
        return version;
    }
}
