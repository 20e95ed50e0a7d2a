/** Runs other programs, whole processes, and measures them: {@link io.mettalith.bench.process.ProcessRun}. */
package io.mettalith.bench.process;
