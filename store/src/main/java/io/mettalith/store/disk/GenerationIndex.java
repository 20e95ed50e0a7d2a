package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the published bytes of one generation are: the parts of its index, by number. A part that a later one covers does
 * no harm.
 *
 * <p>Threading: as {@link IndexPart}.
 */
public final class GenerationIndex {
    /** How many records a part may have without taking more than one page. */
    private static final int PAGE_RECORDS = IndexDescriptor.BLOCK_RECORDS;

    private final SortedMap<Integer, IndexPart> parts;
    private final IndexPart[] newestFirst;

    /**
     * @param parts by number, at least one
     */
    public GenerationIndex(SortedMap<Integer, IndexPart> parts) {
        this.parts = new TreeMap<>(parts);
        this.newestFirst = new IndexPart[parts.size()];
        int at = parts.size();
        for (final IndexPart part : parts.values()) {
            newestFirst[--at] = part;
        }
    }

    /**
     * Where a hash was found.
     *
     * @param part that has it
     * @param position in that part
     */
    record Found(IndexPart part, int position) {
        Extent extent() {
            return part.extent(position);
        }
    }

    /**
     * Returns where a hash is, or null if the generation has not published it.
     *
     * @throws StoreDamagedException if the records that it reads are not as they were written
     */
    Found find(ContentHash hash) {
        for (final IndexPart part : newestFirst) {
            final int position = part.find(hash);
            if (position != IndexPart.ABSENT) {
                return new Found(part, position);
            }
        }
        return null;
    }

    /** Returns the number of published values. */
    int count() {
        return newest().published();
    }

    /** Returns what is known of the map file. */
    public MapFacts map() {
        return newest().map();
    }

    private IndexPart newest() {
        return newestFirst[0];
    }

    /** Returns the number of the newest part. */
    int newestNumber() {
        return parts.lastKey();
    }

    /** Returns the parts by number, those included that others cover. */
    public SortedMap<Integer, IndexPart> parts() {
        return parts;
    }

    /** Returns the part with a number, or null. */
    IndexPart part(int number) {
        return parts.get(number);
    }

    /** Returns those of the parts that a later one covers. */
    List<IndexPart> covered() {
        return parts.entrySet().stream()
                .filter(part -> isCovered(part.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private boolean isCovered(int number) {
        return parts.tailMap(number + 1).values().stream().anyMatch(later -> later.firstCovered() <= number);
    }

    /**
     * Returns the number of the first part that a new one is to cover, so that each part has more records than all later
     * ones together: then there are few, and a record is written again only as often as their number doubles. Those that
     * fit into one page together become one.
     *
     * @param added number of records that the new part has anyway
     */
    int firstToCover(int added) {
        int first = newestNumber() + 1;
        long records = added;
        for (final IndexPart part : newestFirst) {
            if (part.count() > records && part.count() + records > PAGE_RECORDS) {
                break;
            }
            records += part.count();
            first = Math.min(first, part.firstCovered());
        }
        return first;
    }
}
