/**
 * Atoms from files and into files, in MeTTa's own text, as N-Triples and as tables.
 *
 * <pre>{@code
 * try (Import facts = new Import()) {
 *     facts.read("films.nt.gz", ImportOptions.BY_NAME, ReadProgress.NONE);
 *     facts.addTo(environment, SpaceId.MAIN);
 * }
 * Export.writeFile(environment, Format.METTA, Path.of("films.metta.gz"));
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.tools.exchange.Import} and {@link io.mettalith.tools.exchange.Export}, the two
 * directions; {@code FactSource} and {@code FactSink}, between which every format stands: {@code MettaSource}, {@code
 * TripleSource}, {@code TableSource}; the forms in which exported MeTTa says what MeTTa has no text for, {@code Escapes}
 * and {@code EscapedSink}; the atoms that triples are, {@code TripleWriter} and {@code TripleText}.
 */
package io.mettalith.tools.exchange;
