package io.mettalith.store.snapshot;

import io.mettalith.store.disk.SealedBytes;
import io.mettalith.store.disk.Storage;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.history.EntryId;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLogs;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SealedDirectory;
import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.segment.TreeSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keeps what the histories of all refs reach, each tree's segments in the order of their keys, and nothing else. {@link
 * Storage.Rewrite} has how a crash or a reader meanwhile is met.
 * The history of a deleted ref stays as long as something else comes from it; otherwise it goes, before what it alone names.
 *
 * <p>Threading: one thread, which has the right to write. Used once.
 */
final class Compactor {
    private static final long BATCH_BYTES = 32 << 20;

    private final Storage storage;
    private final SegmentSource segments;
    private final CompactionProgress progress;
    private final List<SealedBytes> batch = new ArrayList<>();
    private final Set<ContentHash> batched = new HashSet<>();
    private long batchBytes;
    private Storage.Rewrite rewrite;

    private long bytesKept;
    private long valuesKept;

    Compactor(Storage storage, CompactionProgress progress) {
        this.storage = storage;
        this.segments = storage.source();
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @throws StoreDamagedException if something that a history reaches is not as it was stored; then nothing is removed
     */
    Compaction run(RefLogs refs) {
        final long startNs = System.nanoTime();
        try (Storage.Rewrite begun = storage.rewrite()) {
            rewrite = begun;
            final List<RefLogs.Deleted> unneeded = unneeded(refs);
            copyAll(refs, unneeded);
            unneeded.forEach(refs::purge);
            final int generations = begun.complete();
            return new Compaction(
                    valuesKept,
                    bytesKept,
                    begun.before().values() - valuesKept,
                    begun.before().bytes() - bytesKept,
                    begun.before().generations(),
                    generations,
                    (System.nanoTime() - startNs) / 1e9);
        }
    }

    /** Returns the histories of deleted refs that no ref's history comes from. */
    private static List<RefLogs.Deleted> unneeded(RefLogs refs) {
        if (refs.deleted().isEmpty()) {
            return List.of();
        }
        final HistoryGraph graph = HistoryGraph.of(refs);
        final List<EntryId> kept = new ArrayList<>();
        refs.names().forEach(ref -> refs.entries(ref).forEach(entry -> kept.add(entry.id())));
        final List<RefLogs.Deleted> unneeded = new ArrayList<>(refs.deleted());
        boolean found;
        do {
            final Set<RefEntry> needed = new HashSet<>(graph.newestFirst(kept));
            // A history stays whole: then what its other entries come from is needed, too.
            found = unneeded.removeIf(deleted -> keepIfNeeded(refs.entries(deleted), needed, kept));
        } while (found);
        return unneeded;
    }

    private static boolean keepIfNeeded(List<RefEntry> log, Set<RefEntry> needed, List<EntryId> kept) {
        final boolean isNeeded = log.stream().anyMatch(needed::contains);
        if (isNeeded) {
            log.forEach(entry -> kept.add(entry.id()));
        }
        return isNeeded;
    }

    private void copyAll(RefLogs refs, List<RefLogs.Deleted> unneeded) {
        for (final String ref : refs.names()) {
            copyAll(refs.entries(ref));
        }
        for (final RefLogs.Deleted deleted : refs.deleted()) {
            if (!unneeded.contains(deleted)) {
                copyAll(refs.entries(deleted));
            }
        }
        flush();
    }

    private void copyAll(List<RefEntry> entries) {
        for (final RefEntry entry : entries) {
            copy(entry);
        }
    }

    private void copy(RefEntry entry) {
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

    private void copyIndexes(ContentHash hash, EnvironmentSummary contents) {
        final byte[] record = read(hash);
        for (final SpaceSummary space :
                ArgumentIndexesCodec.decode(record, hash, contents).spaces()) {
            for (final EnvironmentSummary.IndexSummary index : space.indexes()) {
                copy(index.tree());
            }
        }
        put(hash, record);
    }

    private void copy(TreeSummary tree) {
        if (tree.entries() > 0) {
            copy(tree.root(), tree.height());
        }
    }

    /** Copies a node, all below it first. */
    private void copy(ContentHash hash, int height) {
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
        return batched.contains(hash) || rewrite.contains(hash);
    }

    /** Returns the bytes with a hash, which they have now, whatever was seen before. */
    private byte[] read(ContentHash hash) {
        final SegmentSource.Mapped mapped = segments.find(hash);
        final byte[] bytes = new byte[mapped.length()];
        new UnsafeBuffer(mapped.address(), mapped.length()).getBytes(0, bytes);
        final ContentHash actual = ContentHash.of(bytes, 0, bytes.length);
        if (!actual.equals(hash)) {
            throw new StoreDamagedException("stored bytes have another hash than when they were stored: path="
                    + storage + ", lengthBytes=" + bytes.length + ", expected=" + hash + ", actual=" + actual
                    + "; restore segments/ from a copy, nothing has been removed");
        }
        return bytes;
    }

    private void put(ContentHash hash, byte[] bytes) {
        batch.add(new SealedBytes(hash, bytes));
        batched.add(hash);
        batchBytes += bytes.length;
        valuesKept++;
        bytesKept += bytes.length;
        if (batchBytes >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        rewrite.putAll(batch);
        batch.clear();
        batched.clear();
        batchBytes = 0;
        progress.copied(bytesKept, rewrite.before().bytes());
    }
}
