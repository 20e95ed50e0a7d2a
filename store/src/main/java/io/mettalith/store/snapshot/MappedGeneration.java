package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.agrona.BufferUtil;

/**
 * A generation as readers see it: its map file, mapped read-only, and what its index has published of it.
 *
 * <p>Nothing here goes through Chronicle. The mapping lives as long as this object and is never undone by hand.
 *
 * <p>Threading: immutable but for the marks of what has been verified, which any thread may set.
 */
final class MappedGeneration {
    private final int number;
    private final Path file;
    private final MappedByteBuffer map;
    private final GenerationIndex index;
    private final Stamp stamp;
    private final AtomicIntegerArray verified;

    private MappedGeneration(int number, Path file, MappedByteBuffer map, GenerationIndex index, Stamp stamp) {
        this.number = number;
        this.file = file;
        this.map = map;
        this.index = index;
        this.stamp = stamp;
        this.verified = new AtomicIntegerArray((index.count() + Integer.SIZE - 1) / Integer.SIZE);
    }

    /** What tells one version of an index file from the next. */
    private record Stamp(Object key, long length, long timeMs) {
        static Stamp of(Path index) throws IOException {
            final BasicFileAttributes attributes = Files.readAttributes(index, BasicFileAttributes.class);
            return new Stamp(
                    attributes.fileKey(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
        }
    }

    /**
     * Maps a generation, or returns {@code known} if its index is still the same.
     *
     * @param known the generation as it was mapped before, or null
     * @throws StoreDamagedException if the index is not as it was written, or the map file is too short or missing
     */
    static MappedGeneration open(StorePaths paths, int number, MappedGeneration known) {
        final Path indexFile = paths.index(number);
        try {
            final Stamp stamp = Stamp.of(indexFile);
            if (known != null && known.stamp.equals(stamp)) {
                return known;
            }
            final GenerationIndex index = GenerationIndex.of(map(indexFile), indexFile);
            final Path file = paths.map(number);
            final long length = known == null ? mapLength(file) : known.map.capacity();
            if (length != index.map().mapLength()) {
                throw new StoreDamagedException("map file has not the length it was published with: path=" + file
                        + ", expectedBytes=" + index.map().mapLength() + ", actualBytes=" + length
                        + "; restore segments/ from a copy");
            }
            return new MappedGeneration(number, file, known == null ? map(file) : known.map, index, stamp);
        } catch (final IOException e) {
            throw IoErrors.reading(indexFile, e);
        }
    }

    private static long mapLength(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (final NoSuchFileException e) {
            throw new StoreDamagedException(
                    "map file of a published generation is missing: path=" + file + "; restore segments/ from a copy");
        }
    }

    /** Maps a file read-only. */
    static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    int number() {
        return number;
    }

    Path file() {
        return file;
    }

    MappedByteBuffer map() {
        return map;
    }

    GenerationIndex index() {
        return index;
    }

    /** Reports whether the hash has been published. Looks at no bytes of it. */
    boolean contains(ContentHash hash) {
        return index.find(hash) != GenerationIndex.ABSENT;
    }

    /**
     * Returns where the bytes with this hash are, or null if they have not been published here. Computes the hash of the
     * bytes when it is first asked for them.
     *
     * @throws StoreDamagedException if the bytes do not have this hash
     */
    SegmentSource.Mapped find(ContentHash hash, boolean verify) {
        final int position = index.find(hash);
        if (position == GenerationIndex.ABSENT) {
            return null;
        }
        final GenerationIndex.Extent extent = index.extent(position);
        if (extent.offset() < 0 || extent.length() < 0 || extent.offset() > map.capacity() - extent.length()) {
            throw new StoreDamagedException("published bytes lie outside the map file: path=" + file + ", offset="
                    + extent.offset() + ", lengthBytes=" + extent.length() + ", fileBytes=" + map.capacity()
                    + "; restore segments/ from a copy");
        }
        if (verify && !isVerified(position)) {
            verify(hash, extent);
            setVerified(position);
        }
        return new SegmentSource.Mapped(BufferUtil.address(map) + extent.offset(), extent.length());
    }

    private void verify(ContentHash expected, GenerationIndex.Extent extent) {
        final byte[] bytes = new byte[extent.length()];
        map.get((int) extent.offset(), bytes);
        final ContentHash actual = ContentHash.of(bytes, 0, bytes.length);
        if (!actual.equals(expected)) {
            throw new StoreDamagedException("stored bytes have another hash than when they were stored: path=" + file
                    + ", offset=" + extent.offset() + ", lengthBytes=" + extent.length() + ", expected=" + expected
                    + ", actual=" + actual + "; restore this file from a copy");
        }
    }

    private boolean isVerified(int position) {
        return (verified.get(position / Integer.SIZE) & 1 << position) != 0;
    }

    private void setVerified(int position) {
        verified.getAndAccumulate(position / Integer.SIZE, 1 << position, (word, bit) -> word | bit);
    }

    /** Reports whether a value of this length might still be put; exact but for what the map's tables take. */
    boolean mayHaveRoomFor(int length) {
        final GenerationIndex.MapFacts facts = index.map();
        final long chunks = (facts.mapLength() - facts.structureLength()) / GenerationSize.CHUNK_LENGTH + 1;
        return facts.usedChunks() + GenerationSize.chunksFor(length) <= chunks;
    }

    /** Reports whether the map file's structure is as it was when the index was published. */
    boolean isStructureIntact() {
        final GenerationIndex.MapFacts facts = index.map();
        return facts.structureLength() > 0
                && facts.structureLength() <= map.capacity()
                && structureChecksum(map, (int) facts.structureLength()) == facts.structureChecksum();
    }

    /** Returns the checksum of the first {@code length} bytes of a map file. */
    static int structureChecksum(ByteBuffer map, int length) {
        return Checksum.of(map, 0, length);
    }
}
