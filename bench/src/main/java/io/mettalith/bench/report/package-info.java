/**
 * Results of a benchmark as JSON, and the page with tables and plots that is made of them.
 *
 * <p>Reading order: {@link io.mettalith.bench.report.Results}, what is kept; {@link io.mettalith.bench.report.Bar}, what
 * is held against it; {@link io.mettalith.bench.report.Page}, which fills the template; {@link
 * io.mettalith.bench.report.Plot}, the pictures.
 */
package io.mettalith.bench.report;
