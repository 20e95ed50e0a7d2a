/**
 * Sealed bytes in files: how they are put, published, found and locked. Knows neither names nor what the bytes mean.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.mettalith.store.disk.StorePaths}: the files. {@link io.mettalith.store.disk.StoreFile} and {@link
 *       io.mettalith.store.disk.IndexDescriptor}: what is in them.
 *   <li>{@link io.mettalith.store.disk.Storage}: all that a store asks of a disk, or of memory.
 *   <li>{@code SealedSegments}, {@link io.mettalith.store.disk.MappedGeneration} and {@link
 *       io.mettalith.store.disk.IndexPart}: how a reader finds bytes, without locks and without Chronicle.
 *   <li>{@code GenerationWriter} and {@link io.mettalith.store.disk.ValueFile}: how a writer puts and publishes
 *       them. {@link io.mettalith.store.disk.GenerationIndex}: how the parts of an index stay few. {@code
 *       GenerationRewrite}: how all generations are replaced. {@code WriterLock}: who may write.
 *   <li>{@link io.mettalith.store.disk.FileOperations}: every change of a file goes through here, so that tests can let it
 *       fail. {@link io.mettalith.store.disk.IoErrors}: what a failure means.
 *   <li>{@link io.mettalith.store.disk.StoreException} and its kinds: what readers and writers are told.
 * </ol>
 */
package io.mettalith.store.disk;
