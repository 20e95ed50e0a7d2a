package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts sealed bytes into generations and publishes them.
 *
 * <p>One generation at a time is open in Chronicle: the newest, if it has room and was left in good order, else a new
 * one. A full generation is published before the next is begun, so whatever is published refers to published bytes
 * only, at every moment. What a failed commit has put is published with the next that succeeds, or never.
 *
 * <p>A new map file carries a temporary name until its first index is about to be published; such files that a dead
 * writer has left are deleted.
 *
 * <p>Threading: one thread, which holds the store's {@link WriterLock}.
 */
final class GenerationWriter implements AutoCloseable {
    private final StorePaths paths;
    private final FileOperations files;
    private final SealedSegments segments;
    private final GenerationLimits limits;
    /** What was put into the open generation since its index was last published. */
    private final SortedMap<ContentHash, GenerationIndex.Extent> unpublished = new TreeMap<>();

    private ChronicleGeneration map;
    private MappedByteBuffer view;
    private int number;
    private boolean named;

    GenerationWriter(StorePaths paths, FileOperations files, SealedSegments segments, GenerationLimits limits) {
        this.paths = paths;
        this.files = files;
        this.segments = segments;
        this.limits = limits;
    }

    /**
     * Deletes what a writer that died has left unfinished, and makes durable what it has published: its last step may not
     * have come to the disk.
     */
    void clean() throws IOException {
        files.createDirectories(paths.segments());
        files.forceDirectory(paths.root());
        final List<Path> leftovers;
        try (Stream<Path> entries = Files.list(paths.segments())) {
            leftovers = entries.filter(file -> file.toString().endsWith(StorePaths.TEMPORARY))
                    .toList();
        }
        for (final Path leftover : leftovers) {
            files.delete(leftover);
        }
        files.forceDirectory(paths.segments());
    }

    /** Puts values that have not been published, in an order in which none refers to a later one. */
    void putAll(List<SealedBytes> values) throws IOException {
        if (map == null && !values.isEmpty()) {
            continueNewest(values.get(0).bytes().length);
        }
        for (int i = 0; i < values.size(); i++) {
            final SealedBytes value = values.get(i);
            if (!unpublished.containsKey(value.hash())) {
                if (map == null || !map.hasRoomFor(value.bytes().length)) {
                    begin(values.subList(i, values.size()));
                }
                put(value);
            }
        }
    }

    private void put(SealedBytes value) throws IOException {
        final long offset;
        try {
            offset = files.put(map, value);
        } catch (final IOException | RuntimeException e) {
            abandon();
            throw e;
        }
        if (!isReadBack(offset, value.bytes())) {
            final Path file = file();
            abandon();
            throw new StoreDamagedException("bytes read back are not those that were put: path=" + file + ", offset="
                    + offset + ", lengthBytes=" + value.bytes().length + "; check the disk");
        }
        unpublished.put(value.hash(), new GenerationIndex.Extent(offset, value.bytes().length));
    }

    private boolean isReadBack(long offset, byte[] bytes) {
        if (offset < 0 || offset > view.capacity() - bytes.length) {
            return false;
        }
        final ByteBuffer stored = view.slice((int) offset, bytes.length);
        return stored.equals(ByteBuffer.wrap(bytes));
    }

    private Path file() {
        return named ? paths.map(number) : StorePaths.temporary(paths.map(number));
    }

    /** Goes on with the newest generation if it can be trusted: Chronicle follows whatever the file's bytes say. */
    private void continueNewest(int firstLength) {
        final MappedGeneration newest = segments.newest();
        if (newest == null || !newest.mayHaveRoomFor(firstLength) || !newest.isStructureIntact()) {
            return;
        }
        try {
            final ChronicleGeneration opened =
                    files.openMap(newest.file(), newest.index().map().usedChunks());
            if (opened.size() != newest.index().count()) {
                opened.close();
                return;
            }
            map = opened;
            view = newest.map();
            number = newest.number();
            named = true;
        } catch (final IOException | RuntimeException e) {
            // Left as it is, and readable as before: the commit begins a new generation instead.
            map = null;
        }
    }

    /** Publishes the open generation and begins the next, with room for as many of the values as one takes. */
    private void begin(List<SealedBytes> values) throws IOException {
        final long lastUsedChunks = lastUsedChunks();
        publish();
        closeMap();
        number = nextNumber();
        named = false;
        final Path file = file();
        try {
            create(file, values, lastUsedChunks);
            view = MappedGeneration.map(file);
        } catch (final IOException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    private void create(Path file, List<SealedBytes> values, long lastUsedChunks) throws IOException {
        try {
            map = files.createMap(file, GenerationSize.spacious(values, lastUsedChunks, limits));
        } catch (final IOException e) {
            files.delete(file);
            if (!IoErrors.isFull(e)) {
                throw e;
            }
            map = files.createMap(file, GenerationSize.fitting(values, limits));
        }
    }

    private long lastUsedChunks() {
        if (map != null) {
            return map.usedChunks();
        }
        final MappedGeneration newest = segments.newest();
        return newest == null ? 0 : newest.index().map().usedChunks();
    }

    private int nextNumber() throws IOException {
        try (Stream<Path> entries = Files.list(paths.segments())) {
            return 1
                    + entries.flatMapToInt(file -> IntStream.concat(
                                    StorePaths.generationOfMap(file).stream(),
                                    StorePaths.generationOfIndex(file).stream()))
                            .max()
                            .orElse(0);
        }
    }

    /** Makes durable and known what was put. */
    void publish() throws IOException {
        if (unpublished.isEmpty()) {
            return;
        }
        files.sync(map);
        if (!named) {
            files.move(file(), paths.map(number));
            named = true;
            files.forceDirectory(paths.segments());
        }
        final Path index = paths.index(number);
        final Path temporary = StorePaths.temporary(index);
        files.write(temporary, encodeIndex());
        files.move(temporary, index);
        files.forceDirectory(paths.segments());
        segments.refresh();
        unpublished.clear();
    }

    private ByteBuffer encodeIndex() {
        final MappedGeneration newest = segments.newest();
        final Optional<GenerationIndex> published =
                newest != null && newest.number() == number ? Optional.of(newest.index()) : Optional.empty();
        final long structureLength =
                published.map(index -> index.map().structureLength()).orElseGet(this::firstOffset);
        final int structureChecksum = MappedGeneration.structureChecksum(view, (int) structureLength);
        return GenerationIndex.encode(
                published,
                unpublished,
                new GenerationIndex.MapFacts(view.capacity(), structureLength, structureChecksum, map.usedChunks()));
    }

    private long firstOffset() {
        return unpublished.values().stream()
                .mapToLong(GenerationIndex.Extent::offset)
                .min()
                .orElseThrow();
    }

    /** Gives up the open generation: nobody knows what state it is in. What it has published stays. */
    private void abandon() {
        unpublished.clear();
        closeMap();
    }

    private void closeMap() {
        if (map != null) {
            map.close();
            map = null;
            view = null;
        }
        if (number != 0 && !named) {
            try {
                files.delete(file());
            } catch (final IOException ignored) {
                // the next writer deletes it
            }
        }
        number = 0;
    }

    /** Closes the map. What has not been published is lost. */
    @Override
    public void close() {
        abandon();
    }
}
