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
 *       io.mettalith.store.snapshot.Ref}, {@link io.mettalith.store.snapshot.RefEntry} and {@link
 *       io.mettalith.store.snapshot.Snapshot} are what it returns.
 *   <li>{@code StorePaths}: the files. {@code StoreFile}, {@code IndexDescriptor}, {@link
 *       io.mettalith.store.environment.SnapshotDescriptor}, {@code ArgumentIndexesDescriptor} and {@code RefLine}: what is
 *       in them.
 *   <li>{@code SealedSegments} and {@code MappedGeneration}: how a reader finds bytes, without locks and without Chronicle.
 *   <li>{@code GenerationWriter} and {@code ChronicleGeneration}: how a writer puts and publishes them. {@code
 *       GenerationIndex}: how the parts of an index stay few. {@code Compactor}: how what nobody needs is removed.
 *   <li>{@code FileRefLogs}: the last step of a commit. {@code WriterLock}: who may take it.
 *   <li>{@code Refs}: what names stand for. {@code HistoryGraph} and {@code RefMerge}: where histories meet.
 *   <li>{@link io.mettalith.store.snapshot.EnvironmentStatistics}: figures about an environment. {@link
 *       io.mettalith.store.snapshot.SnapshotReport}: figures about a snapshot and its place in the store.
 *   <li>{@link io.mettalith.store.snapshot.StoreVerifier}: what is wrong with a store, part by part. {@code ValueCheck} looks
 *       at single values, {@code TreeCheck} at what they say of each other. {@link
 *       io.mettalith.store.snapshot.SnapshotDump}: how a snapshot is stored.
 * </ol>
 */
package io.mettalith.store.snapshot;
