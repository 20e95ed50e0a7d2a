/**
 * What is wrong with a store, part by part, and how a snapshot is stored. Nothing below knows of it.
 *
 * <pre>{@code
 * Verification verification = new StoreVerifier(Path.of("kb")).deep().verify();
 * verification.findings().stream().filter(Finding::isDamaged).forEach(System.out::println);
 * }</pre>
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.mettalith.store.verify.StoreVerifier}: the parts and their order. {@link
 *       io.mettalith.store.verify.Verification}, {@link io.mettalith.store.verify.Finding} and {@link
 *       io.mettalith.store.verify.Damage}: what it returns.
 *   <li>{@code RefLogCheck}, {@code GenerationCheck}, {@code RecordCheck}: logs, indexes and maps, records.
 *   <li>{@code ValueTable}: all published values by number. {@code ValueCheck} looks at single ones, {@code TreeCheck} and
 *       {@code SnapshotCheck} at what they say of each other.
 *   <li>{@link io.mettalith.store.verify.SnapshotDump}: how a snapshot is stored.
 * </ol>
 */
package io.mettalith.store.verify;
