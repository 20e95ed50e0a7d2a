package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Where environments read sealed segments from: all published generations of a persisted store.
 *
 * <p>Lifetime: every environment that reads from the store keeps this object, and this object keeps the mappings. So
 * they stay after the store has been closed, for as long as somebody may read them; and after a file has been removed,
 * whose blocks the system frees only then.
 *
 * <p>Threading: safe for use by many threads; {@link #find} takes no lock.
 */
final class SealedSegments implements SegmentSource {
    private static final MappedGeneration[] NONE = {};

    private final StorePaths paths;
    private final boolean verify;
    private final Opening opening;
    /** In the order of their numbers. Replaced as a whole. */
    private volatile MappedGeneration[] generations = NONE;
    /** Whose files are gone: environments may still read from them. */
    private volatile MappedGeneration[] retired = NONE;

    private SegmentListing listing = new SegmentListing(new TreeMap<>());

    /**
     * @param verify whether the hash of bytes is computed when they are first asked for; only a test says no, to prove
     *     that it would notice
     */
    SealedSegments(StorePaths paths, boolean verify) {
        this(paths, verify, (number, parts, known) -> MappedGeneration.open(paths, number, parts, known));
    }

    SealedSegments(StorePaths paths, boolean verify, Opening opening) {
        this.paths = paths;
        this.verify = verify;
        this.opening = opening;
    }

    /** Maps a generation, as {@link MappedGeneration#open} does. */
    interface Opening {
        MappedGeneration open(int number, Collection<Integer> parts, MappedGeneration known) throws IOException;
    }

    @Override
    public Mapped find(ContentHash hash) {
        Mapped mapped = findKnown(hash);
        while (mapped == null) {
            final boolean changed = refresh();
            mapped = findKnown(hash);
            if (mapped == null && !changed) {
                throw new StoreDamagedException("the store lacks bytes that it refers to: path=" + paths.segments()
                        + ", hash=" + hash + ", generations=" + generations.length
                        + "; restore segments/ from a copy");
            }
        }
        return mapped;
    }

    @Override
    public int lengthBytes(ContentHash hash) {
        final MappedGeneration[] current = generations;
        for (int i = current.length - 1; i >= 0; i--) {
            final int length = current[i].lengthBytes(hash);
            if (length >= 0) {
                return length;
            }
        }
        return find(hash).length();
    }

    private Mapped findKnown(ContentHash hash) {
        final Mapped mapped = find(hash, generations);
        return mapped == null ? find(hash, retired) : mapped;
    }

    private Mapped find(ContentHash hash, MappedGeneration[] among) {
        for (int i = among.length - 1; i >= 0; i--) {
            final Mapped mapped = among[i].find(hash, verify);
            if (mapped != null) {
                return mapped;
            }
        }
        return null;
    }

    /** Reports whether the generations known so far, but for the retired ones, have the hash. */
    boolean contains(ContentHash hash) {
        return contains(hash, 0);
    }

    /** As {@link #contains(ContentHash)}, of the generations with a number of at least {@code from}. */
    boolean contains(ContentHash hash, int from) {
        final MappedGeneration[] current = generations;
        for (int i = current.length - 1; i >= 0 && current[i].number() >= from; i--) {
            if (current[i].contains(hash)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes notice of what has been published or removed since the last time, by this process or another.
     *
     * <p>A listing may be torn, so what is not found after one may be after the next; when two agree, it is not there.
     *
     * @return whether other files are there than the last time
     * @throws StoreDamagedException if one of them is not as it was written, or missing
     */
    synchronized boolean refresh() {
        final SortedMap<Integer, MappedGeneration> opened = new TreeMap<>();
        for (final MappedGeneration generation : generations) {
            opened.put(generation.number(), generation);
        }
        SegmentListing found = SegmentListing.of(paths);
        while (true) {
            try {
                open(found, opened);
                replace(opened);
                final boolean changed = !found.equals(listing);
                listing = found;
                return changed;
            } catch (final NoSuchFileException e) {
                final SegmentListing next = SegmentListing.of(paths);
                if (next.equals(found)) {
                    throw new StoreDamagedException("map file of a published generation is missing: path=" + e.getFile()
                            + "; restore segments/ from a copy");
                }
                found = next;
            } catch (final IOException e) {
                throw IoErrors.reading(paths.segments(), e);
            }
        }
    }

    /**
     * Opens what is listed and not open yet. What was opened before a file went stays so: a writer that publishes often takes
     * a file away more often than all can be opened, and whoever began anew each time would not come to an end beside it.
     *
     * @param opened generations by number; those that are not listed are taken out
     */
    private void open(SegmentListing found, SortedMap<Integer, MappedGeneration> opened) throws IOException {
        opened.keySet().retainAll(found.parts().keySet());
        for (final Map.Entry<Integer, SortedSet<Integer>> entry : found.parts().entrySet()) {
            final int number = entry.getKey();
            opened.put(number, opening.open(number, entry.getValue(), opened.get(number)));
        }
    }

    private void replace(SortedMap<Integer, MappedGeneration> current) {
        final List<MappedGeneration> gone = new ArrayList<>(List.of(retired));
        for (final MappedGeneration generation : generations) {
            final MappedGeneration now = current.get(generation.number());
            if (now == null || !generation.sharesMappingWith(now)) {
                gone.add(generation);
            }
        }
        retired = gone.toArray(NONE);
        generations = current.values().toArray(NONE);
    }

    /** Returns the generations known so far, by number, but for the retired ones. */
    List<MappedGeneration> generations() {
        return List.of(generations);
    }

    /** Returns the generation with the greatest number, or null if there is none. */
    MappedGeneration newest() {
        final MappedGeneration[] current = generations;
        return current.length == 0 ? null : current[current.length - 1];
    }
}
