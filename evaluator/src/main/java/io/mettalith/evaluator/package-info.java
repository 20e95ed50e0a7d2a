/**
 * Runs MeTTa programs over the store's environments.
 *
 * <pre>{@code
 * try (Metta metta = Metta.create()) {
 *     metta.run("(edge a b) (edge b c)");
 *     System.out.println(metta.evaluate("(match &self (edge a $x) $x)"));   // [b]
 * }
 * }</pre>
 *
 * <p>{@link io.mettalith.evaluator.Metta} is the entrance. Behind it: {@link io.mettalith.evaluator.atom}, atoms in memory;
 * {@link io.mettalith.evaluator.syntax}, text to atoms, with positions and errors; {@link
 * io.mettalith.evaluator.interpreter}, the machine; {@link io.mettalith.evaluator.stdlib}, the operations; {@link
 * io.mettalith.evaluator.diagnostics}, what is said when something goes wrong.
 */
package io.mettalith.evaluator;
