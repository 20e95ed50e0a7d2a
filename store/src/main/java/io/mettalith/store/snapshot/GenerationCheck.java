package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.Finding.Part;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the index of a generation and the length of its map file, and puts what the index publishes into a table. Asks
 * neither Chronicle nor for a lock. Of a damaged index, nothing is believed. Not thread-safe.
 */
final class GenerationCheck {
    private final StorePaths paths;
    private final ValueTable table;

    GenerationCheck(StorePaths paths, ValueTable table) {
        this.paths = paths;
        this.table = table;
    }

    /**
     * What was found of one generation.
     *
     * @param index finding about its index
     * @param mapName name of its map file
     * @param mapDamages of the map file, but for those of values in it
     * @param mapRemarks about the map file
     * @param firstOrdinal of the values it has in the table
     * @param endOrdinal after the last of them
     */
    record Checked(
            Finding index,
            String mapName,
            Damages mapDamages,
            List<String> mapRemarks,
            int firstOrdinal,
            int endOrdinal) {

        /** Returns the finding about the map file with those of values in it. */
        Finding map(Damages ofValues) {
            return Finding.of(Part.MAP, mapName, mapDamages.plus(ofValues), mapRemarks);
        }
    }

    /** Checks a generation that has an index. */
    Checked check(int number) {
        final int first = table.size();
        final Path indexFile = paths.index(number);
        final List<String> remarks = new ArrayList<>();
        Damages indexDamages = Damages.NONE;
        Damages mapDamages = Damages.NONE;
        try {
            final GenerationIndex index = GenerationIndex.of(MappedGeneration.map(indexFile), indexFile);
            indexDamages = checkOrder(index, indexFile);
            mapDamages = checkMap(number, index, remarks);
        } catch (final IOException e) {
            indexDamages = Damages.of(unreadable(indexFile, e));
        } catch (final StoreException e) {
            indexDamages = Damages.of(Damage.of(indexFile, 0, e));
            remarks.add("not looked at, since the index is damaged");
        }
        return new Checked(
                Finding.of(Part.INDEX, name(indexFile), indexDamages),
                name(paths.map(number)),
                mapDamages,
                remarks,
                first,
                table.size());
    }

    private static Damage unreadable(Path file, IOException cause) {
        return Damage.of(file, 0, "readable", "a file", cause);
    }

    private String name(Path file) {
        return paths.root().relativize(file).toString();
    }

    private static Damages checkOrder(GenerationIndex index, Path file) {
        Damages damages = Damages.NONE;
        ContentHash before = null;
        for (int position = 0; position < index.count(); position++) {
            final ContentHash hash = index.hash(position);
            if (before != null && before.compareTo(hash) >= 0) {
                damages = damages.plus(Damage.of(file, index.offset(position), "order", ">" + before, hash));
            }
            before = hash;
        }
        return damages;
    }

    private Damages checkMap(int number, GenerationIndex index, List<String> remarks) {
        final Path file = paths.map(number);
        final MappedByteBuffer map;
        try {
            if (!Files.isRegularFile(file)) {
                return Damages.of(Damage.of(file, 0, "present", "a map file", "none"));
            }
            map = MappedGeneration.map(file);
        } catch (final IOException e) {
            return Damages.of(unreadable(file, e));
        }
        table.addGeneration(number, file, map);
        final Damages ofExtents = addValues(index, file, map);
        checkStructure(index, map, remarks);
        final long expected = index.map().mapLength();
        return expected == map.capacity()
                ? ofExtents
                : Damages.of(Damage.of(file, map.capacity(), "lengthBytes", expected, map.capacity()))
                        .plus(ofExtents);
    }

    /** A structure that has changed does no harm to readers, and is no damage: a writer may be at work, or have died. */
    private static void checkStructure(GenerationIndex index, MappedByteBuffer map, List<String> remarks) {
        final GenerationIndex.MapFacts facts = index.map();
        final long length = facts.structureLength();
        if (length <= 0
                || length > map.capacity()
                || MappedGeneration.structureChecksum(map, (int) length) != facts.structureChecksum()) {
            remarks.add("structure is not as it was published: a writer is at work or has died, or it is damaged;"
                    + " what is published stays readable, and no later writer puts more in");
        }
    }

    /** Adds the values that lie within the file, in the order of their offsets. */
    private Damages addValues(GenerationIndex index, Path file, MappedByteBuffer map) {
        Damages damages = Damages.NONE;
        final long[] places = new long[index.count()];
        int inside = 0;
        for (int position = 0; position < places.length; position++) {
            final GenerationIndex.Extent extent = index.extent(position);
            if (extent.offset() >= 0 && extent.length() >= 0 && extent.offset() <= map.capacity() - extent.length()) {
                places[inside++] = extent.offset() << Integer.SIZE | position;
            } else {
                final String actual = extent.offset() + "+" + extent.length();
                damages = damages.plus(
                        Damage.of(file, extent.offset(), "value inside the file", "<=" + map.capacity(), actual));
            }
        }
        Arrays.sort(places, 0, inside);
        for (int i = 0; i < inside; i++) {
            final int position = (int) places[i];
            table.add(
                    index.hash(position),
                    (int) (places[i] >>> Integer.SIZE),
                    index.extent(position).length());
        }
        return damages;
    }
}
