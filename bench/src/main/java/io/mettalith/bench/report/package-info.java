/**
 * Results of a benchmark as JSON, and the page with tables and plots that is made of them.
 *
 * <p>Reading order: {@link io.mettalith.bench.report.Results}, what is kept; {@link io.mettalith.bench.report.Bar}, what
 * is held against it; {@link io.mettalith.bench.report.Page}, which fills the template; {@link
 * io.mettalith.bench.report.Plot}, the pictures. {@link io.mettalith.bench.report.LanguageResults} and {@link
 * io.mettalith.bench.report.LanguagePage} are the same for the benchmark of the language.
 */
package io.mettalith.bench.report;
