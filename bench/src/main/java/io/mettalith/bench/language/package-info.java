/**
 * The programs by which the speed of the language is compared, and those who run them.
 *
 * <p>Reading order: {@link io.mettalith.bench.language.Program}, what is run and what must come out; {@link
 * io.mettalith.bench.language.Contestant}, who runs it; {@link io.mettalith.bench.language.Race}, the rounds. {@link
 * io.mettalith.bench.LanguageSuite} puts them together.
 */
package io.mettalith.bench.language;
