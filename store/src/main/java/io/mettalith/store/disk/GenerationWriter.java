package io.mettalith.store.disk;

import static io.mettalith.store.disk.GenerationSize.CHUNK_LENGTH;

import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts sealed bytes into generations and publishes them.
 *
 * <p>One generation at a time is open in Chronicle: the newest, if it has room and was left in good order, else a new
 * one. A full generation is published before the next is begun, so whatever is published refers to published bytes
 * only, at every moment. What a failed commit has put is published with the next that succeeds, or never.
 *
 * <p>A new map file carries a temporary name until the first part of its index is about to be published; such files that
 * a dead writer has left are deleted. Blocks of the disk are set aside for values just before they are put, so a map may
 * be far larger than what it holds.
 *
 * <p>Threading: one thread, which holds the store's {@link WriterLock}.
 */
final class GenerationWriter implements AutoCloseable {
    private static final long ALLOCATED_AT_ONCE = 1 << 20;

    private final StorePaths paths;
    private final FileOperations files;
    private final SealedSegments segments;
    private final GenerationLimits limits;
    /** What was put into the open generation since a part of its index was last published. */
    private final SortedMap<ContentHash, Extent> unpublished = new TreeMap<>();

    private ValueFile map;
    private int number;
    private boolean named;
    /** Whether the next value begins a generation, whatever room the newest has. */
    private boolean afresh;
    /** Number of the next part of the index. None is given twice, not even after a failure. */
    private int nextPart;
    /** Where the blocks that were set aside in the map's file end. */
    private long allocatedEnd;

    GenerationWriter(StorePaths paths, FileOperations files, SealedSegments segments, GenerationLimits limits) {
        this.paths = paths;
        this.files = files;
        this.segments = segments;
        this.limits = limits;
    }

    /**
     * Deletes what a writer that died has left unfinished, and makes durable what it has published: its last step may not
     * have come to the disk.
     *
     * @param inOrder whether the last writer has said that it left nothing unforced
     */
    void clean(boolean inOrder) throws IOException {
        StoreFile.checkDirectories(paths);
        if (!inOrder || !Files.isDirectory(paths.segments()) || !Files.isDirectory(paths.refs())) {
            files.createDirectories(paths.segments());
            files.createDirectories(paths.refs());
            files.forceDirectory(paths.root());
        }
        final List<Path> leftovers;
        try (Stream<Path> entries = Files.list(paths.segments())) {
            leftovers = entries.filter(file -> file.toString().endsWith(StorePaths.TEMPORARY))
                    .toList();
        }
        for (final Path leftover : leftovers) {
            files.delete(leftover);
        }
        if (!inOrder || !leftovers.isEmpty()) {
            files.forceDirectory(paths.segments());
        }
        segments.refresh();
        for (final MappedGeneration generation : segments.generations()) {
            deleteAll(generation.index().covered());
        }
    }

    /** Deletes parts of an index that a later one covers. What cannot be deleted does no harm. */
    private void deleteAll(List<IndexPart> covered) {
        for (final IndexPart part : covered) {
            try {
                files.delete(part.file());
            } catch (final IOException ignored) {
                // the next writer deletes it
            }
        }
    }

    /** Leaves the generations that there are alone: what is put next begins one as if there were none. */
    void beginAfresh() {
        abandon();
        afresh = true;
    }

    /** Reports whether a value has been put, and will be published next. */
    boolean isUnpublished(ContentHash hash) {
        return unpublished.containsKey(hash);
    }

    /** Puts values that have not been published, in an order in which none refers to a later one. */
    void putAll(List<SealedBytes> values) throws IOException {
        if (map == null && !afresh && !values.isEmpty()) {
            continueNewest(values.get(0).bytes().length);
        }
        for (int i = 0; i < values.size(); i++) {
            final SealedBytes value = values.get(i);
            if (!unpublished.containsKey(value.hash())) {
                if (map == null || !map.hasRoomFor(value.bytes().length)) {
                    begin(values.subList(i, values.size()));
                }
                allocate(values.subList(i, values.size()));
                put(value);
            }
        }
    }

    /** Sees to it that there is room on the disk for the first of the values, and takes room for the next ones too. */
    private void allocate(List<SealedBytes> values) throws IOException {
        long end = map.usedLength();
        final long firstEnd =
                end + CHUNK_LENGTH * (GenerationSize.chunksFor(values.get(0).bytes().length) + 1);
        if (firstEnd <= allocatedEnd) {
            return;
        }
        for (int i = 0; i < values.size() && end < map.usedLength() + ALLOCATED_AT_ONCE; i++) {
            end += CHUNK_LENGTH * GenerationSize.chunksFor(values.get(i).bytes().length);
        }
        final long to = Math.min(map.length(), Pages.upTo(Math.max(firstEnd, end)));
        files.allocate(file(), allocatedEnd, to);
        allocatedEnd = to;
    }

    private void put(SealedBytes value) throws IOException {
        final long offset;
        try {
            offset = files.put(map, value);
        } catch (final IOException | RuntimeException e) {
            abandon();
            throw e;
        }
        if (map.usedLength() > allocatedEnd) {
            final Path file = file();
            abandon();
            throw new StoreException("a value took more room than was set aside: path=" + file + ", offset=" + offset
                    + ", lengthBytes=" + value.bytes().length + "; report this as a defect");
        }
        unpublished.put(value.hash(), new Extent(offset, value.bytes().length));
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
            final ValueFile opened =
                    files.openMap(newest.file(), newest.index().map().usedChunks());
            if (opened.size() != newest.index().count()) {
                opened.close();
                return;
            }
            map = opened;
            number = newest.number();
            named = true;
            nextPart = newest.index().newestNumber() + 1;
            allocatedEnd = Pages.upTo(opened.usedLength());
        } catch (final IOException | RuntimeException e) {
            // Left as it is, and readable as before: the commit begins a new generation instead.
            map = null;
        }
    }

    /** Publishes the open generation and begins the next, with room for as many of the values as one takes. */
    private void begin(List<SealedBytes> values) throws IOException {
        final long lastUsedChunks = lastUsedChunks();
        publish(true);
        closeMap();
        number = nextNumber();
        named = false;
        nextPart = 1;
        final Path file = file();
        try {
            create(file, values, lastUsedChunks);
            allocatedEnd = Pages.upTo(map.usedLength());
            afresh = false;
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
        return newest == null || afresh ? 0 : newest.index().map().usedChunks();
    }

    private int nextNumber() throws IOException {
        final int last = SegmentListing.generations(paths).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        if (last == Integer.MAX_VALUE) {
            throw new StoreException("no number is left for another generation: path=" + paths.segments() + ", last="
                    + last + "; remove the file of that number if it is none of the store's");
        }
        return last + 1;
    }

    /** Makes durable and known what was put. */
    void publish() throws IOException {
        publish(false);
    }

    /**
     * @param last whether the generation is full: then one part of its index covers all others
     */
    private void publish(boolean last) throws IOException {
        if (unpublished.isEmpty()) {
            return;
        }
        files.sync(map);
        if (!named) {
            files.move(file(), paths.map(number));
            named = true;
            files.forceDirectory(paths.segments());
        }
        publishIndex(last);
        segments.refresh();
        unpublished.clear();
    }

    private void publishIndex(boolean last) throws IOException {
        final GenerationIndex published = publishedIndex();
        final int part = nextPart++;
        final int first = published == null ? part : last ? 1 : published.firstToCover(unpublished.size());
        final List<IndexPart> covered = published == null
                ? List.of()
                : published.parts().tailMap(first).values().stream().toList();
        final int count = Math.toIntExact(map.size());
        final Path file = paths.indexPart(number, part);
        final Path temporary = StorePaths.temporary(file);
        files.write(temporary, IndexPartWriter.encode(covered, unpublished, Math.min(first, part), count, map.facts()));
        files.move(temporary, file);
        files.forceDirectory(paths.segments());
        deleteAll(covered);
    }

    /** Returns what the open generation has published, or null. */
    private GenerationIndex publishedIndex() {
        final MappedGeneration newest = segments.newest();
        return newest != null && newest.number() == number ? newest.index() : null;
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

    /** Closes the map. What has not been published is lost. Can be put to again. */
    @Override
    public void close() {
        abandon();
        afresh = false;
    }
}
