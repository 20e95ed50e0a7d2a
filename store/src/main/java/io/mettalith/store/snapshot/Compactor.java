package io.mettalith.store.snapshot;

import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SealedDirectory;
import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.segment.TreeSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies what the histories of all refs reach into fresh generations, and then removes all others. The history of a deleted
 * ref stays as long as something else comes from it; otherwise it goes, before what it alone names.
 *
 * <p><b>Crashes.</b> The copies are published like any commit, children before parents; until then, and while the old
 * generations go, some segments are there twice, which does no harm. A segment must not stay when one that it refers to
 * has gone, or a later commit would trust it. A generation refers to itself and to earlier ones only, so the old ones go
 * from the newest to the oldest, each durably before the next, and the same within one by the parts of its index.
 *
 * <p><b>Readers.</b> A file that somebody has mapped is there for him until he has gone, whatever its name. Who looks for
 * a segment and finds that files have gone lists them again.
 *
 * <p>Threading: one thread, which holds the store's {@link WriterLock}. Used once.
 */
final class Compactor {
    private static final long BATCH_BYTES = 32 << 20;

    private final StorePaths paths;
    private final FileOperations files;
    private final SealedSegments segments;
    private final GenerationWriter writer;
    private final CompactionProgress progress;
    private final List<SealedBytes> batch = new ArrayList<>();
    private final Set<ContentHash> batched = new HashSet<>();
    private long batchBytes;
    /** Number of the first new generation. */
    private int firstNew;

    private long bytesBefore;
    private long valuesBefore;
    private long bytesKept;
    private long valuesKept;

    Compactor(
            StorePaths paths,
            FileOperations files,
            SealedSegments segments,
            GenerationWriter writer,
            CompactionProgress progress) {
        this.paths = paths;
        this.files = files;
        this.segments = segments;
        this.writer = writer;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @throws StoreDamagedException if something that a history reaches is not as it was stored; then nothing is removed
     */
    Compaction run(RefLogs refs) throws IOException {
        final long startNs = System.nanoTime();
        segments.refresh();
        final int generationsBefore = segments.generations().size();
        firstNew = 1 + newest(SegmentListing.generations(paths));
        measure();
        writer.beginAfresh();
        final List<RefLogs.Deleted> unneeded = unneeded(refs);
        try {
            copyAll(refs, unneeded);
        } catch (final IOException | RuntimeException e) {
            removeCopies();
            throw e;
        }
        unneeded.forEach(refs::purge);
        remove(0, firstNew);
        segments.refresh();
        return new Compaction(
                valuesKept,
                bytesKept,
                valuesBefore - valuesKept,
                bytesBefore - bytesKept,
                generationsBefore,
                segments.generations().size(),
                (System.nanoTime() - startNs) / 1e9);
    }

    private static int newest(List<Integer> generations) {
        return generations.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private void measure() {
        for (final MappedGeneration generation : segments.generations()) {
            final List<IndexPart> covered = generation.index().covered();
            for (final IndexPart part : generation.index().parts().values()) {
                if (!covered.contains(part)) {
                    measure(part);
                }
            }
        }
    }

    private void measure(IndexPart part) {
        valuesBefore += part.count();
        for (int position = 0; position < part.count(); position++) {
            bytesBefore += part.extent(position).length();
        }
    }

    /* ---------------- Copying ---------------- */

    /** Returns the histories of deleted refs that no ref's history comes from. */
    private static List<RefLogs.Deleted> unneeded(RefLogs refs) {
        if (refs.deleted().isEmpty()) {
            return List.of();
        }
        final List<EntryId> named = refs.names().stream()
                .flatMap(ref -> refs.entries(ref).stream())
                .map(RefEntry::id)
                .toList();
        final Set<RefEntry> needed = new HashSet<>(HistoryGraph.of(refs).newestFirst(named));
        return refs.deleted().stream()
                .filter(deleted -> refs.entries(deleted).stream().noneMatch(needed::contains))
                .toList();
    }

    private void copyAll(RefLogs refs, List<RefLogs.Deleted> unneeded) throws IOException {
        for (final String ref : refs.names()) {
            copyAll(refs.entries(ref));
        }
        for (final RefLogs.Deleted deleted : refs.deleted()) {
            if (!unneeded.contains(deleted)) {
                copyAll(refs.entries(deleted));
            }
        }
        flush();
        writer.publish();
    }

    private void copyAll(List<RefEntry> entries) throws IOException {
        for (final RefEntry entry : entries) {
            copy(entry);
        }
    }

    private void copy(RefEntry entry) throws IOException {
        final ContentHash id = entry.snapshot();
        final byte[] record = read(id);
        final EnvironmentSummary contents = SnapshotCodec.decode(record, id);
        if (!isCopied(id)) {
            for (final SpaceSummary space : contents.spaces()) {
                copy(space.tree());
            }
            put(id, record);
        }
        if (entry.indexes().isPresent() && !isCopied(entry.indexes().get())) {
            copyIndexes(entry.indexes().get(), contents);
        }
    }

    private void copyIndexes(ContentHash hash, EnvironmentSummary contents) throws IOException {
        final byte[] record = read(hash);
        for (final SpaceSummary space :
                ArgumentIndexesCodec.decode(record, hash, contents).spaces()) {
            for (final EnvironmentSummary.IndexSummary index : space.indexes()) {
                copy(index.tree());
            }
        }
        put(hash, record);
    }

    private void copy(TreeSummary tree) throws IOException {
        if (tree.entries() > 0) {
            copy(tree.root(), tree.height());
        }
    }

    /** Copies a node, all below it first. */
    private void copy(ContentHash hash, int height) throws IOException {
        if (isCopied(hash)) {
            return;
        }
        final byte[] bytes = read(hash);
        if (height > 0) {
            for (final ContentHash child : SealedDirectory.children(hash, segments)) {
                copy(child, height - 1);
            }
        }
        put(hash, bytes);
    }

    private boolean isCopied(ContentHash hash) {
        return batched.contains(hash) || writer.isUnpublished(hash) || segments.contains(hash, firstNew);
    }

    /** Returns the bytes with a hash, which they have now, whatever was seen before. */
    private byte[] read(ContentHash hash) {
        final SegmentSource.Mapped mapped = segments.find(hash);
        final byte[] bytes = new byte[mapped.length()];
        new UnsafeBuffer(mapped.address(), mapped.length()).getBytes(0, bytes);
        final ContentHash actual = ContentHash.of(bytes, 0, bytes.length);
        if (!actual.equals(hash)) {
            throw new StoreDamagedException("stored bytes have another hash than when they were stored: path="
                    + paths.segments() + ", lengthBytes=" + bytes.length + ", expected=" + hash + ", actual=" + actual
                    + "; restore segments/ from a copy, nothing has been removed");
        }
        return bytes;
    }

    private void put(ContentHash hash, byte[] bytes) throws IOException {
        batch.add(new SealedBytes(hash, bytes));
        batched.add(hash);
        batchBytes += bytes.length;
        valuesKept++;
        bytesKept += bytes.length;
        if (batchBytes >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        writer.putAll(batch);
        batch.clear();
        batched.clear();
        batchBytes = 0;
        progress.copied(bytesKept, bytesBefore);
    }

    /* ---------------- Removing ---------------- */

    /** Takes back what was copied until something failed. What cannot be removed is there twice. */
    private void removeCopies() {
        writer.close();
        try {
            remove(firstNew, Integer.MAX_VALUE);
            segments.refresh();
        } catch (final IOException | RuntimeException ignored) {
            // the next compaction removes it
        }
    }

    /** Removes the generations from a number on to another, that one not included. */
    private void remove(int from, int to) throws IOException {
        final List<Integer> numbers = SegmentListing.generations(paths).stream()
                .filter(number -> number >= from && number < to)
                .sorted((one, other) -> Integer.compare(other, one))
                .toList();
        final SegmentListing listing = SegmentListing.of(paths);
        for (final int number : numbers) {
            removeIndex(number, listing);
        }
        for (final int number : numbers) {
            files.delete(paths.map(number));
        }
        if (!numbers.isEmpty()) {
            files.forceDirectory(paths.segments());
        }
    }

    private void removeIndex(int number, SegmentListing listing) throws IOException {
        final List<Integer> parts = new ArrayList<>(listing.partsOf(number));
        for (int i = parts.size() - 1; i >= 0; i--) {
            files.delete(paths.indexPart(number, parts.get(i)));
            files.forceDirectory(paths.segments());
        }
    }
}
