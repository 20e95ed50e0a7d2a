package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;

/**
 * Takes atoms part by part, an expression before its children, as {@link FactReader} reads them.
 *
 * <p>{@code (= (f $x) 1)} comes as {@code begin}, {@code expression(3)}, {@code symbol("=")}, {@code expression(2)},
 * {@code symbol("f")}, {@code atom($x)}, {@code atom(1)}.
 */
public interface AtomSink {
    /** Begins a top-level atom. Its variables have nothing to do with those of the atom before. */
    void begin();

    /** Takes the beginning of an expression whose children follow. */
    void expression(int arity);

    /** Takes a symbol, given by the bytes of its name, which are valid UTF-8 and may change after the call. */
    void symbol(byte[] utf8, int offset, int length);

    /** Takes a whole atom: a variable, a grounded value, or what the tokenizer has bound to a word. */
    void atom(Atom atom);
}
