/**
 * Benchmarks of the store and the evaluator. {@code bench/run environment} measures the environment store beside the
 * systems of {@link io.mettalith.bench.peer}, and {@link io.mettalith.bench.report} makes a page of the results.
 *
 * <p>Reading order: {@link io.mettalith.bench.EnvironmentPlan}, what is run; {@link
 * io.mettalith.bench.EnvironmentSuite}, how; the JMH classes {@link io.mettalith.bench.ForkBenchmark}, {@link
 * io.mettalith.bench.UnionBenchmark}, {@link io.mettalith.bench.LookupBenchmark}, {@link
 * io.mettalith.bench.ScanBenchmark}; and what JMH cannot measure: {@link io.mettalith.bench.Footprint}, {@link
 * io.mettalith.bench.Pauses}, {@link io.mettalith.bench.Cycles}, {@link io.mettalith.bench.ForkLookup}.
 *
 * <p>{@code bench/run language} measures programs in the language, whole processes, by {@link
 * io.mettalith.bench.LanguageSuite}, and {@link io.mettalith.bench.ForkEvaluation} inside a JVM. {@code
 * bench/conformance} runs scripts that check themselves, by {@link io.mettalith.bench.conformance}.
 */
package io.mettalith.bench;
