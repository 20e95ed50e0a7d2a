package io.mettalith.store.verify;

import io.mettalith.store.segment.ContentHash;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * All values that the generations of a store publish: which hash they are stored under, and where they are. A value goes
 * by its <em>ordinal</em>, its place in the order of generations and, within one, of offsets. Takes some 40 bytes a value.
 *
 * <p>Threading: filled by one thread; after {@link #build()} read by many. Lifetime: keeps the map files mapped.
 */
final class ValueTable {
    /** What {@link #find} returns for a hash that no generation has published. */
    static final int ABSENT = -1;

    private final List<Source> sources = new ArrayList<>();
    private final LongArrayList hashes = new LongArrayList();
    private final IntArrayList offsets = new IntArrayList();
    private final IntArrayList lengths = new IntArrayList();
    private final IntArrayList sourceOf = new IntArrayList();
    /** Open addressing by hash; ordinals, or {@link #ABSENT}. */
    private int[] slots = {};

    private long bytes;

    /** One map file. */
    private record Source(int generation, Path file, MappedByteBuffer map) {}

    /** Begins a generation, whose values follow. */
    void addGeneration(int generation, Path file, MappedByteBuffer map) {
        sources.add(new Source(generation, file, map));
    }

    /** Adds a value of the generation that was added last; it lies within the map file. */
    void add(ContentHash hash, int offset, int length) {
        hashes.addLong(hash.high());
        hashes.addLong(hash.low());
        offsets.addInt(offset);
        lengths.addInt(length);
        sourceOf.addInt(sources.size() - 1);
        bytes += length;
    }

    /** Makes values found by hash. Of several with one hash, the one that was added last is. */
    void build() {
        slots = new int[Math.max(16, Integer.highestOneBit(Math.max(1, size())) << 2)];
        Arrays.fill(slots, ABSENT);
        for (int ordinal = 0; ordinal < size(); ordinal++) {
            slots[slot(hashes.getLong(2 * ordinal), hashes.getLong(2 * ordinal + 1))] = ordinal;
        }
    }

    /** Returns the slot that has the hash, or the free one where it would be. */
    private int slot(long high, long low) {
        int slot = (int) high & slots.length - 1;
        while (slots[slot] != ABSENT && !isHashOf(slots[slot], high, low)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isHashOf(int ordinal, long high, long low) {
        return hashes.getLong(2 * ordinal) == high && hashes.getLong(2 * ordinal + 1) == low;
    }

    /** Returns the ordinal of the value with the hash, or {@link #ABSENT}. */
    int find(ContentHash hash) {
        return slots[slot(hash.high(), hash.low())];
    }

    /** Returns the number of values. */
    int size() {
        return offsets.size();
    }

    /** Returns the length of all values together. */
    long bytes() {
        return bytes;
    }

    ContentHash hash(int ordinal) {
        return new ContentHash(hashes.getLong(2 * ordinal), hashes.getLong(2 * ordinal + 1));
    }

    int offset(int ordinal) {
        return offsets.getInt(ordinal);
    }

    int length(int ordinal) {
        return lengths.getInt(ordinal);
    }

    int generation(int ordinal) {
        return source(ordinal).generation();
    }

    Path file(int ordinal) {
        return source(ordinal).file();
    }

    /** Returns the address of the first byte. */
    long address(int ordinal) {
        return BufferUtil.address(source(ordinal).map()) + offset(ordinal);
    }

    /** Copies the bytes into an array that is long enough. */
    void read(int ordinal, byte[] target) {
        source(ordinal).map().get(offset(ordinal), target, 0, length(ordinal));
    }

    private Source source(int ordinal) {
        return sources.get(sourceOf.getInt(ordinal));
    }
}
