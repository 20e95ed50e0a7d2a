/**
 * Runs directories of MeTTa scripts that check themselves by assertions. {@code bench/conformance} starts {@link
 * io.mettalith.bench.conformance.Conformance}; {@link io.mettalith.bench.conformance.Verdict} says what passes.
 */
package io.mettalith.bench.conformance;
