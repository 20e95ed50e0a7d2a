/**
 * Modules: programs in files of their own, loaded once, whose spaces others depend on.
 *
 * <pre>{@code
 * // lib/lists.metta:   (= (twice $x) ($x $x))
 * metta.modules().include(Path.of("lib"));
 * metta.run("!(import! &self lists) !(twice a)");   // [[()], [(a a)]]
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.evaluator.module.ModuleName}, how a module is named; {@link
 * io.mettalith.evaluator.module.Module}, what it is while it runs; {@code ModuleFiles}, where it is looked for; {@link
 * io.mettalith.evaluator.module.Modules}, which ones are loaded; {@link
 * io.mettalith.evaluator.module.ModuleOperations}, the language's view of all that. {@link
 * io.mettalith.evaluator.module.NativeModule} is a module that is written in Java.
 */
package io.mettalith.evaluator.module;
