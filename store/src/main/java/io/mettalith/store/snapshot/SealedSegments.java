package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where environments read sealed segments from: all published generations of a persisted store.
 *
 * <p>Lifetime: every environment that reads from the store keeps this object, and this object keeps the mappings. So
 * they stay after the store has been closed, for as long as somebody may read them.
 *
 * <p>Threading: safe for use by many threads; {@link #find} takes no lock.
 */
final class SealedSegments implements SegmentSource {
    private static final MappedGeneration[] NONE = {};

    private final StorePaths paths;
    private final boolean verify;
    /** In the order of their numbers. Replaced as a whole. */
    private volatile MappedGeneration[] generations = NONE;

    /**
     * @param verify whether the hash of bytes is computed when they are first asked for; only a test says no, to prove
     *     that it would notice
     */
    SealedSegments(StorePaths paths, boolean verify) {
        this.paths = paths;
        this.verify = verify;
    }

    @Override
    public Mapped find(ContentHash hash) {
        final Mapped known = findKnown(hash);
        if (known != null) {
            return known;
        }
        refresh();
        final Mapped published = findKnown(hash);
        if (published == null) {
            throw new StoreDamagedException("the store lacks bytes that it refers to: path=" + paths.segments()
                    + ", hash=" + hash + ", generations=" + generations.length + "; restore segments/ from a copy");
        }
        return published;
    }

    private Mapped findKnown(ContentHash hash) {
        final MappedGeneration[] current = generations;
        for (int i = current.length - 1; i >= 0; i--) {
            final Mapped mapped = current[i].find(hash, verify);
            if (mapped != null) {
                return mapped;
            }
        }
        return null;
    }

    /** Reports whether the generations known so far have the hash. */
    boolean contains(ContentHash hash) {
        final MappedGeneration[] current = generations;
        for (int i = current.length - 1; i >= 0; i--) {
            if (current[i].contains(hash)) {
                return true;
            }
        }
        return false;
    }

    /** Takes notice of what has been published since the last time, by this process or another. */
    synchronized void refresh() {
        final List<MappedGeneration> found = new ArrayList<>();
        for (final int number : publishedGenerations(paths)) {
            found.add(MappedGeneration.open(paths, number, known(number)));
        }
        generations = found.toArray(NONE);
    }

    /** Returns the numbers of all generations with an index, in order. */
    static int[] publishedGenerations(StorePaths paths) {
        try (Stream<Path> files = Files.list(paths.segments())) {
            return files.map(StorePaths::generationOfIndex)
                    .flatMapToInt(number -> number.stream())
                    .sorted()
                    .toArray();
        } catch (final NoSuchFileException | NotDirectoryException e) {
            return new int[0];
        } catch (final IOException e) {
            throw IoErrors.reading(paths.segments(), e);
        }
    }

    private MappedGeneration known(int number) {
        for (final MappedGeneration generation : generations) {
            if (generation.number() == number) {
                return generation;
            }
        }
        return null;
    }

    /** Returns the generation with the greatest number, or null if there is none. */
    MappedGeneration newest() {
        final MappedGeneration[] current = generations;
        return current.length == 0 ? null : current[current.length - 1];
    }
}
