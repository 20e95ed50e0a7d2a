/**
 * The binary atom code: how an atom of MeTTa becomes bytes that are its key, its order and its identity.
 *
 * <p>Equal atoms have equal bytes, on every machine; the order of bytes groups atoms by arity, then by head, then by
 * first argument; the end of any part is found without decoding it; and no bytes whatever do more harm than an
 * {@link io.mettalith.store.atom.AtomCodeException}. Everything here is iterative: depth costs no stack.
 *
 * <pre>{@code
 * AtomWriter writer = new AtomWriter();
 * AtomCode fact = writer.reset().expression(3).symbol("parent").symbol("Tom").symbol("Bob").toAtomCode();
 * AtomCode pattern = writer.reset().expression(3).symbol("parent").variable("x").symbol("Bob").toAtomCode();
 *
 * AtomMatcher matcher = new AtomMatcher();
 * int result = matcher.match(pattern.buffer(), 0, pattern.length(), fact.buffer(), 0, fact.length());
 * assert result == AtomMatcher.MATCH;
 *
 * AtomCode x = AtomCode.copyOf(fact.buffer(), matcher.bindingOffset(0), matcher.bindingLength(0));
 * System.out.println(x + " is a parent in " + fact); // Tom is a parent in (parent Tom Bob)
 * }</pre>
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.mettalith.store.atom.AtomDescriptor}: the layout, tag by tag, and the caps.
 *   <li>{@link io.mettalith.store.atom.AtomWriter} and {@link io.mettalith.store.atom.AtomReader}: tokens to bytes and
 *       back; {@link io.mettalith.store.atom.AtomKind} names the tokens.
 *   <li>{@link io.mettalith.store.atom.AtomCode}: a whole atom as an immutable value.
 *   <li>{@code TokenExtent}: the one question that every walk asks; {@link io.mettalith.store.atom.AtomSkipper} is the
 *       shortest walk.
 *   <li>{@link io.mettalith.store.atom.AtomVerifier}: what bytes of unknown origin must pass.
 *   <li>{@link io.mettalith.store.atom.AtomMatcher}: a pattern against an atom, without decoding either.
 *   <li>{@link io.mettalith.store.atom.AtomPrinter}: the text of an atom.
 * </ol>
 */
package io.mettalith.store.atom;
