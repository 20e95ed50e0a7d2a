package io.mettalith.store.snapshot;

import static io.mettalith.store.snapshot.IndexDescriptor.CHECKSUM_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.COUNT_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.HEADER_LENGTH;
import static io.mettalith.store.snapshot.IndexDescriptor.MAGIC;
import static io.mettalith.store.snapshot.IndexDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.MAP_LENGTH_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.RECORD_LENGTH;
import static io.mettalith.store.snapshot.IndexDescriptor.RECORD_LENGTH_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.RECORD_OFFSET_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.STRUCTURE_CHECKSUM_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.STRUCTURE_LENGTH_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.USED_CHUNKS_OFFSET;
import static io.mettalith.store.snapshot.IndexDescriptor.VERSION;
import static io.mettalith.store.snapshot.IndexDescriptor.VERSION_OFFSET;

import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where the published bytes of one generation are: a verified view of an index file, laid out as {@link IndexDescriptor}
 * says. Found by binary search, without reading the index into memory.
 *
 * <p>Threading: immutable, to be shared freely.
 */
final class GenerationIndex {
    /** What {@link #find} returns for a hash that the generation has not published. */
    static final int ABSENT = -1;

    private final ByteBuffer bytes;
    private final int count;

    private GenerationIndex(ByteBuffer bytes) {
        this.bytes = bytes;
        this.count = bytes.getInt(COUNT_OFFSET);
    }

    /**
     * Where a value's bytes are in the map file.
     *
     * @param offset of the first byte
     * @param length in bytes
     */
    record Extent(long offset, int length) {}

    /**
     * What an index says about its map file.
     *
     * @param mapLength length of the file
     * @param structureLength how many of its first bytes are Chronicle's
     * @param structureChecksum CRC32C of those
     * @param usedChunks how many chunks are taken at most
     */
    record MapFacts(long mapLength, long structureLength, int structureChecksum, long usedChunks) {}

    /**
     * Returns the bytes of an index.
     *
     * @param published the index that it replaces
     * @param added what it has besides; what both have is there once
     */
    static ByteBuffer encode(Optional<GenerationIndex> published, SortedMap<ContentHash, Extent> added, MapFacts map) {
        final int most = published.map(GenerationIndex::count).orElse(0) + added.size();
        final int capacity = Math.addExact(HEADER_LENGTH, Math.multiplyExact(RECORD_LENGTH, most));
        final ByteBuffer bytes =
                ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).position(HEADER_LENGTH);
        int next = 0;
        for (final Map.Entry<ContentHash, Extent> entry : added.entrySet()) {
            next = published.isEmpty() ? 0 : published.get().copyBefore(entry.getKey(), next, bytes);
            bytes.put(entry.getKey().toBytes())
                    .putLong(entry.getValue().offset())
                    .putInt(entry.getValue().length());
        }
        if (published.isPresent()) {
            published.get().copy(next, published.get().count, bytes);
        }
        return finish(bytes.flip(), map);
    }

    /** Copies the records from {@code from} on that precede a hash; returns the position after them, and it. */
    private int copyBefore(ContentHash hash, int from, ByteBuffer target) {
        int to = from;
        while (to < count && compare(to, hash) < 0) {
            to++;
        }
        copy(from, to, target);
        return to < count && compare(to, hash) == 0 ? to + 1 : to;
    }

    private void copy(int from, int to, ByteBuffer target) {
        target.put(bytes.duplicate().limit(at(to)).position(at(from)));
    }

    private static ByteBuffer finish(ByteBuffer bytes, MapFacts map) {
        final int length = bytes.limit();
        bytes.putInt(MAGIC_OFFSET, MAGIC)
                .putInt(VERSION_OFFSET, VERSION)
                .putInt(COUNT_OFFSET, (length - HEADER_LENGTH) / RECORD_LENGTH)
                .putLong(MAP_LENGTH_OFFSET, map.mapLength())
                .putLong(STRUCTURE_LENGTH_OFFSET, map.structureLength())
                .putInt(STRUCTURE_CHECKSUM_OFFSET, map.structureChecksum())
                .putInt(USED_CHUNKS_OFFSET, (int) map.usedChunks());
        return bytes.putInt(CHECKSUM_OFFSET, Checksum.of(bytes, VERSION_OFFSET, length - VERSION_OFFSET));
    }

    /**
     * Returns a view of an index.
     *
     * @param file it comes from, for messages
     * @throws StoreDamagedException if the bytes are not as they were written
     * @throws StoreTooNewException if they have a later layout
     */
    static GenerationIndex of(ByteBuffer mapped, Path file) {
        final ByteBuffer bytes = mapped.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        final int length = bytes.limit();
        if (length < HEADER_LENGTH) {
            throw damaged(file, "lengthBytes", ">=" + HEADER_LENGTH, length);
        }
        check(file, "magic", MAGIC, bytes.getInt(MAGIC_OFFSET));
        final int checksum = Checksum.of(bytes, VERSION_OFFSET, length - VERSION_OFFSET);
        check(file, "crc32c", bytes.getInt(CHECKSUM_OFFSET), checksum);
        final int version = bytes.getInt(VERSION_OFFSET);
        if (version != VERSION) {
            throw new StoreTooNewException("index of another layout: path=" + file + ", version=" + version
                    + ", newestVersion=" + VERSION + "; read it with a later release");
        }
        final long expectedLength = HEADER_LENGTH + (long) RECORD_LENGTH * bytes.getInt(COUNT_OFFSET);
        if (expectedLength != length) {
            throw damaged(file, "lengthBytes", expectedLength, length);
        }
        return new GenerationIndex(bytes);
    }

    private static void check(Path file, String field, int expected, int actual) {
        if (expected != actual) {
            throw damaged(file, field, Integer.toHexString(expected), Integer.toHexString(actual));
        }
    }

    private static StoreDamagedException damaged(Path file, String field, Object expected, Object actual) {
        return new StoreDamagedException(
                "index is not as it was written: path=" + file + ", field=" + field + ", expected=" + expected
                        + ", actual=" + actual + "; restore segments/ from a copy",
                field,
                expected,
                actual);
    }

    /** Returns the number of published values. */
    int count() {
        return count;
    }

    MapFacts map() {
        return new MapFacts(
                bytes.getLong(MAP_LENGTH_OFFSET),
                bytes.getLong(STRUCTURE_LENGTH_OFFSET),
                bytes.getInt(STRUCTURE_CHECKSUM_OFFSET),
                bytes.getInt(USED_CHUNKS_OFFSET));
    }

    /** Returns the position of a hash among the published ones, or {@link #ABSENT}. */
    int find(ContentHash hash) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final int order = compare(middle, hash);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ABSENT;
    }

    private int compare(int position, ContentHash hash) {
        final int at = at(position);
        final int byHigh = Long.compareUnsigned(bigEndian(at), hash.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(bigEndian(at + Long.BYTES), hash.low());
    }

    private long bigEndian(int offset) {
        return Long.reverseBytes(bytes.getLong(offset));
    }

    private static int at(int position) {
        return HEADER_LENGTH + RECORD_LENGTH * position;
    }

    Extent extent(int position) {
        final int at = at(position);
        return new Extent(bytes.getLong(at + RECORD_OFFSET_OFFSET), bytes.getInt(at + RECORD_LENGTH_OFFSET));
    }

    /** Returns the hash of the value at a position, from 0 to {@link #count()}. */
    ContentHash hash(int position) {
        return new ContentHash(bigEndian(at(position)), bigEndian(at(position) + Long.BYTES));
    }

    /** Returns where in the index file the record of the value at a position is. */
    int offset(int position) {
        return at(position);
    }
}
