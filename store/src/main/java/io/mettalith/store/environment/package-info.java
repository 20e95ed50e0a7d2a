/**
 * Environments: all that a MeTTa program knows, forked in O(1), isolated both ways, united three-way.
 *
 * <pre>{@code
 * try (Environment base = Environment.create()) {
 *     base.add(fact);
 *     try (Environment fork = base.fork()) {
 *         fork.add(anotherFact);
 *         base.remove(fact);
 *         UnionReport report = base.union(fork);            // base: anotherFact
 *     }
 *     try (Cursor cursor = base.match(pattern)) {
 *         while (cursor.next()) {
 *             use(cursor.atom(), cursor.length(), cursor.count());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.store.environment.Environment}, which has the design; {@link
 * io.mettalith.store.environment.EnvironmentView}, what everybody reads who asks more than one question; {@code Root} and
 * {@code SpaceState}, what a fork and a view share, and {@code Epoch}, when it is written in place; {@code RootGuard}, how
 * readers and writers get at the root, and {@code Draft}, what a long write works on until all of it stands; {@code Ancestry}, {@code Version} and {@code Line}, how common ancestors are found;
 * {@code Union}, and {@link io.mettalith.store.environment.Delta}, what travels between processes; {@code QueryPlan} and
 * {@link io.mettalith.store.environment.Cursor}, how patterns become ranges, {@code ArgumentIndex}, ranges by another argument; {@link
 * io.mettalith.store.environment.Definitions}, rules in order; {@code Registry}, how states and tokens are stored as
 * atoms; {@link io.mettalith.store.environment.LiftedSpace}, a space that leaves its environment.
 */
package io.mettalith.store.environment;
