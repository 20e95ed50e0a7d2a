/**
 * The atoms that the evaluator works on: objects on the heap, built by the parser or decoded from a space.
 *
 * <pre>{@code
 * VariableIds ids = new VariableIds();
 * Variable x = new Variable("x", 0);
 * Atom rule = Expression.of(Symbol.of("double"), x, Numbers.integer(2)); // (double $x 2)
 * Atom copy = Atoms.renamed(rule, ids);                                  // (double $x#1 2)
 * Atoms.alphaEqual(rule, copy);                                          // true, and equal(rule, copy) is false
 *
 * x.bind(Symbol.of("a"));
 * Atoms.resolve(rule);                                                   // (double a 2)
 * x.unbind();
 * }</pre>
 *
 * <p>Read in this order: {@link io.mettalith.evaluator.atom.Atom} and its four kinds,
 * {@link io.mettalith.evaluator.atom.Symbol}, {@link io.mettalith.evaluator.atom.Variable},
 * {@link io.mettalith.evaluator.atom.Expression} and {@link io.mettalith.evaluator.atom.Grounded} (with
 * {@link io.mettalith.evaluator.atom.Numbers}); then {@link io.mettalith.evaluator.atom.Atoms}, what is asked of them,
 * over {@code Comparison}, {@code AtomHash} and {@code Rewriting}; then
 * {@link io.mettalith.evaluator.atom.AtomFormat}, which prints them.
 */
package io.mettalith.evaluator.atom;
