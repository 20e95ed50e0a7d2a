package io.mettalith.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which parts of which generations' indexes there are. A listing that was made while a writer was at work may lack files
 * that came, and have some that went.
 *
 * @param parts numbers of the parts, by the number of the generation
 */
public record SegmentListing(SortedMap<Integer, SortedSet<Integer>> parts) {
    /** Lists what is published; nothing if there is no such directory. */
    public static SegmentListing of(StorePaths paths) {
        final SortedMap<Integer, SortedSet<Integer>> parts = new TreeMap<>();
        try (Stream<Path> files = Files.list(paths.segments())) {
            files.forEach(file -> add(file, parts));
        } catch (final NoSuchFileException | NotDirectoryException e) {
            return new SegmentListing(new TreeMap<>());
        } catch (final IOException e) {
            throw IoErrors.reading(paths.segments(), e);
        }
        return new SegmentListing(parts);
    }

    private static void add(Path file, SortedMap<Integer, SortedSet<Integer>> parts) {
        final OptionalInt generation = StorePaths.generationOfIndex(file);
        final OptionalInt part = StorePaths.partOfIndex(file);
        if (generation.isPresent() && part.isPresent()) {
            parts.computeIfAbsent(generation.getAsInt(), unseen -> new TreeSet<>())
                    .add(part.getAsInt());
        }
    }

    /** Returns the numbers of the parts of a generation's index. */
    public SortedSet<Integer> partsOf(int generation) {
        return parts.getOrDefault(generation, new TreeSet<>());
    }

    /** Returns the numbers of all map files, published or not, and of all index parts. */
    public static List<Integer> generations(StorePaths paths) throws IOException {
        try (Stream<Path> files = Files.list(paths.segments())) {
            return files.flatMapToInt(file -> IntStream.concat(
                            StorePaths.generationOfMap(file).stream(), StorePaths.generationOfIndex(file).stream()))
                    .distinct()
                    .boxed()
                    .toList();
        }
    }
}
