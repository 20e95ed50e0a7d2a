package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces all generations by fresh ones.
 *
 * <p><b>Crashes.</b> The copies are published like any commit, children before parents; until then, and while the old
 * generations go, some segments are there twice, which does no harm. A segment must not stay when one that it refers to
 * has gone, or a later commit would trust it. A generation refers to itself and to earlier ones only, so the old ones go
 * from the newest to the oldest, each durably before the next, and the same within one by the parts of its index.
 *
 * <p><b>Readers.</b> A file that somebody has mapped is there for him until he has gone, whatever its name. Who looks for
 * a segment and finds that files have gone lists them again.
 *
 * <p>Threading: one thread, which holds the store's {@link WriterLock}.
 */
final class GenerationRewrite implements Storage.Rewrite {
    private final StorePaths paths;
    private final FileOperations files;
    private final SealedSegments segments;
    private final GenerationWriter writer;
    private final Runnable onFailure;
    private final Storage.Volume before;
    /** Number of the first new generation. */
    private final int firstNew;

    private boolean published;
    private boolean completed;

    /**
     * @param onFailure called by a {@link #close()} before all was done
     */
    GenerationRewrite(
            StorePaths paths,
            FileOperations files,
            SealedSegments segments,
            GenerationWriter writer,
            Runnable onFailure)
            throws IOException {
        this.paths = paths;
        this.files = files;
        this.segments = segments;
        this.writer = writer;
        this.onFailure = onFailure;
        segments.refresh();
        firstNew = 1 + newest(SegmentListing.generations(paths));
        before = measure(segments.generations());
        writer.beginAfresh();
    }

    private static int newest(List<Integer> generations) {
        return generations.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Storage.Volume measure(List<MappedGeneration> generations) {
        long values = 0;
        long bytes = 0;
        for (final MappedGeneration generation : generations) {
            final List<IndexPart> covered = generation.index().covered();
            for (final IndexPart part : generation.index().parts().values()) {
                if (!covered.contains(part)) {
                    values += part.count();
                    bytes += bytes(part);
                }
            }
        }
        return new Storage.Volume(values, bytes, generations.size());
    }

    private static long bytes(IndexPart part) {
        long bytes = 0;
        for (int position = 0; position < part.count(); position++) {
            bytes += part.extent(position).length();
        }
        return bytes;
    }

    @Override
    public Storage.Volume before() {
        return before;
    }

    @Override
    public boolean contains(ContentHash hash) {
        return writer.isUnpublished(hash) || segments.contains(hash, firstNew);
    }

    @Override
    public void putAll(List<SealedBytes> values) {
        try {
            writer.putAll(values);
        } catch (final IOException e) {
            throw IoErrors.writing(paths.segments(), e);
        }
    }

    @Override
    public int complete() {
        try {
            writer.publish();
            published = true;
            remove(0, firstNew);
            segments.refresh();
        } catch (final IOException e) {
            throw IoErrors.writing(paths.segments(), e);
        }
        completed = true;
        return segments.generations().size();
    }

    @Override
    public void close() {
        if (completed) {
            return;
        }
        if (!published) {
            removeCopies();
        }
        onFailure.run();
    }

    /** Takes back what was copied until something failed. What cannot be removed is there twice. */
    private void removeCopies() {
        writer.close();
        try {
            remove(firstNew, Integer.MAX_VALUE);
            segments.refresh();
        } catch (final IOException | RuntimeException ignored) {
            // the next rewrite removes it
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
