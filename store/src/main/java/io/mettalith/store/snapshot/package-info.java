/**
 * Durable, content-addressed snapshots of environments.
 *
 * <pre>{@code
 * try (SegmentStore store = SegmentStore.openOrCreate(Path.of("kb"));
 *         Environment environment = Environment.create()) {
 *     environment.add(AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol("a"), AtomCode.symbol("b")));
 *     Commit commit = store.commit("main", environment, "one edge");
 *     System.out.println(commit.snapshot() + " put " + commit.segmentsPut() + " segments");
 *     try (Environment again = store.checkout("main")) {
 *         assert again.size() == 1;
 *     }
 * }
 * }</pre>
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.mettalith.store.snapshot.SegmentStore}: the design, and all that a user needs; {@link
 *       io.mettalith.store.snapshot.Commit}, {@link io.mettalith.store.snapshot.Merge}, {@link
 *       io.mettalith.store.snapshot.Snapshot}, {@link io.mettalith.store.history.Ref} and {@link
 *       io.mettalith.store.history.RefEntry} are what it returns.
 *   <li>{@code CommitSink}: what a commit puts. {@link io.mettalith.store.environment.SnapshotDescriptor} and {@link
 *       io.mettalith.store.snapshot.ArgumentIndexesDescriptor}: the records that it ends with.
 *   <li>{@code RefMerge}: how two histories are united. {@code Compactor}: how what nobody needs is removed.
 * </ol>
 *
 * <p>Below it, {@link io.mettalith.store.disk} keeps bytes and {@link io.mettalith.store.history} names. Above it, {@link
 * io.mettalith.store.verify} says what is wrong with a store and {@link io.mettalith.store.report} what is in it.
 */
package io.mettalith.store.snapshot;
