/**
 * Benchmarks of the store and the evaluator, with JMH. {@code bench/run environment} runs {@link
 * io.mettalith.bench.EnvironmentBenchmark}.
 */
package io.mettalith.bench;
