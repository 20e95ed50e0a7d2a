/**
 * Modules that come with the evaluator, written in Java: random numbers, JSON, files and the list of modules.
 *
 * <pre>{@code
 * metta.run("!(import! &self random) !(random-int &rng 1 7)");
 * }</pre>
 *
 * <p>Each is one class; {@link io.mettalith.evaluator.builtin.BuiltinModules} has them all.
 */
package io.mettalith.evaluator.builtin;
