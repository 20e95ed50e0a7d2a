package io.mettalith.store.verify;

import io.mettalith.store.disk.Extent;
import io.mettalith.store.disk.GenerationIndex;
import io.mettalith.store.disk.IndexPart;
import io.mettalith.store.disk.MapFacts;
import io.mettalith.store.disk.MappedGeneration;
import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.verify.Finding.Part;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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
     * @param index findings about the parts of its index
     * @param mapName name of its map file
     * @param mapDamages of the map file, but for those of values in it
     * @param mapRemarks about the map file
     * @param firstOrdinal of the values it has in the table
     * @param endOrdinal after the last of them
     */
    record Checked(
            List<Finding> index,
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

    /** Checks a generation with these parts of an index. Only intact parts are believed. */
    Checked check(int number, SortedSet<Integer> parts) {
        final int first = table.size();
        final SortedMap<Integer, IndexPart> intact = new TreeMap<>();
        final List<Finding> ofIndex = new ArrayList<>();
        for (final int part : parts) {
            ofIndex.add(checkPart(paths.indexPart(number, part), part, intact));
        }
        final List<String> remarks = new ArrayList<>();
        if (intact.size() < parts.size()) {
            remarks.add("not wholly looked at, since the index is damaged");
        }
        final Damages ofMap = intact.isEmpty() ? Damages.NONE : checkMap(number, new GenerationIndex(intact), remarks);
        return new Checked(ofIndex, name(paths.map(number)), ofMap, remarks, first, table.size());
    }

    private Finding checkPart(Path file, int number, SortedMap<Integer, IndexPart> intact) {
        final Damages damages = Damages.of(file, () -> {
            final IndexPart part = IndexPart.of(RegularFile.map(file), file);
            part.verify();
            final Damages ofOrder = checkOrder(part);
            intact.put(number, part);
            return ofOrder;
        });
        return Finding.of(Part.INDEX, name(file), damages);
    }

    private String name(Path file) {
        return paths.root().relativize(file).toString();
    }

    private static Damages checkOrder(IndexPart index) {
        Damages damages = Damages.NONE;
        ContentHash before = null;
        for (int position = 0; position < index.count(); position++) {
            final ContentHash hash = index.hash(position);
            if (before != null && before.compareTo(hash) >= 0) {
                damages = damages.plus(Damage.of(index.file(), index.offset(position), "order", ">" + before, hash));
            }
            before = hash;
        }
        return damages;
    }

    private Damages checkMap(int number, GenerationIndex index, List<String> remarks) {
        final Path file = paths.map(number);
        return Damages.of(file, () -> checkMap(number, file, index, remarks));
    }

    private Damages checkMap(int number, Path file, GenerationIndex index, List<String> remarks) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Damages.of(Damage.of(file, 0, "present", "a map file", "none"));
        }
        final MappedByteBuffer map = RegularFile.map(file);
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
        final MapFacts facts = index.map();
        final long length = facts.structureLength();
        if (length <= 0
                || length > map.capacity()
                || MappedGeneration.structureChecksum(map, (int) length) != facts.structureChecksum()) {
            remarks.add("structure is not as it was published: a writer is at work or has died, or it is damaged;"
                    + " what is published stays readable, and no later writer puts more in");
        }
    }

    /** Adds the values that lie within the file, in the order of their offsets, each once. */
    private Damages addValues(GenerationIndex index, Path file, MappedByteBuffer map) {
        Damages damages = Damages.NONE;
        final List<Value> inside = new ArrayList<>();
        for (final IndexPart part : index.parts().values()) {
            for (int position = 0; position < part.count(); position++) {
                final Extent extent = part.extent(position);
                if (extent.offset() >= 0
                        && extent.length() >= 0
                        && extent.offset() <= map.capacity() - extent.length()) {
                    inside.add(new Value(part.hash(position), extent));
                } else {
                    final String actual = extent.offset() + "+" + extent.length();
                    damages = damages.plus(
                            Damage.of(file, extent.offset(), "value inside the file", "<=" + map.capacity(), actual));
                }
            }
        }
        inside.sort(Comparator.comparingLong(value -> value.extent().offset()));
        Value before = null;
        for (final Value value : inside) {
            if (!value.equals(before)) {
                table.add(
                        value.hash(),
                        (int) value.extent().offset(),
                        value.extent().length());
            }
            before = value;
        }
        return damages;
    }

    /** What a record of an index says. Parts that cover each other say it twice. */
    private record Value(ContentHash hash, Extent extent) {}
}
