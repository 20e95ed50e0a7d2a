package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.BufferUtil;

/**
 * A generation as readers see it: its map file, mapped read-only, and what the parts of its index have published of it.
 *
 * <p>Nothing here goes through Chronicle. The mapping lives as long as this object and is never undone by hand.
 *
 * <p>Threading: immutable but for the marks of what has been verified, which any thread may set.
 */
public final class MappedGeneration {
    private final int number;
    private final Path file;
    /** Identity of the map file. No other file takes it over while this one is mapped. */
    private final Object fileKey;

    private final MappedByteBuffer map;
    private final GenerationIndex index;
    /** Identities of the index's files, by their numbers. */
    private final Map<Integer, Object> partKeys;

    private MappedGeneration(
            int number,
            Path file,
            Object fileKey,
            MappedByteBuffer map,
            GenerationIndex index,
            Map<Integer, Object> partKeys) {
        this.number = number;
        this.file = file;
        this.fileKey = fileKey;
        this.map = map;
        this.index = index;
        this.partKeys = partKeys;
    }

    /**
     * Maps a generation; what of it was mapped before is taken from there.
     *
     * @param parts numbers of the parts of its index
     * @param known the generation as it was mapped before, or null
     * @return {@code known} if nothing has changed
     * @throws NoSuchFileException if a file is gone
     * @throws StoreDamagedException if a part of the index is not as it was written, or the map file is of another length
     */
    static MappedGeneration open(StorePaths paths, int number, Collection<Integer> parts, MappedGeneration known)
            throws IOException {
        final Path file = paths.map(number);
        final Object fileKey = key(file);
        final boolean sameMap = known != null && Objects.equals(known.fileKey, fileKey);
        final SortedMap<Integer, IndexPart> opened = new TreeMap<>();
        final Map<Integer, Object> partKeys = new HashMap<>();
        for (final int part : parts) {
            final Path partFile = paths.indexPart(number, part);
            final Object partKey = key(partFile);
            final boolean samePart = sameMap && Objects.equals(known.partKeys.get(part), partKey);
            opened.put(part, samePart ? known.index.part(part) : IndexPart.of(RegularFile.map(partFile), partFile));
            partKeys.put(part, partKey);
        }
        if (sameMap && known.partKeys.equals(partKeys)) {
            return known;
        }
        final GenerationIndex index = new GenerationIndex(opened);
        final MappedByteBuffer map = sameMap ? known.map : RegularFile.map(file);
        checkLength(file, index.map().mapLength(), map.capacity());
        return new MappedGeneration(number, file, fileKey, map, index, partKeys);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void checkLength(Path file, long expected, long actual) {
        if (expected != actual) {
            throw new StoreDamagedException("map file has not the length it was published with: path=" + file
                    + ", expectedBytes=" + expected + ", actualBytes=" + actual + "; restore segments/ from a copy");
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
        return index.find(hash) != null;
    }

    /** Returns how long the bytes with this hash are, or -1 if they have not been published. Looks at no bytes of them. */
    int lengthBytes(ContentHash hash) {
        final GenerationIndex.Found found = index.find(hash);
        return found == null ? -1 : found.extent().length();
    }

    /**
     * Returns where the bytes with a hash are, or null if the generation has not published them.
     *
     * @param verify whether to compute the hash of the bytes the first time
     * @throws StoreDamagedException if the bytes have another hash, or lie outside the file
     */
    SegmentSource.Mapped find(ContentHash hash, boolean verify) {
        final GenerationIndex.Found found = index.find(hash);
        if (found == null) {
            return null;
        }
        final Extent extent = found.extent();
        checkExtent(extent);
        if (verify && !found.part().isVerified(found.position())) {
            verify(hash, extent);
            found.part().setVerified(found.position());
        }
        return new SegmentSource.Mapped(BufferUtil.address(map) + extent.offset(), extent.length());
    }

    private void checkExtent(Extent extent) {
        if (extent.offset() < 0 || extent.length() < 0 || extent.offset() > map.capacity() - extent.length()) {
            throw new StoreDamagedException("published bytes lie outside the map file: path=" + file + ", offset="
                    + extent.offset() + ", lengthBytes=" + extent.length() + ", fileBytes=" + map.capacity()
                    + "; restore segments/ from a copy");
        }
    }

    private void verify(ContentHash expected, Extent extent) {
        final byte[] bytes = new byte[extent.length()];
        map.get((int) extent.offset(), bytes);
        final ContentHash actual = ContentHash.of(bytes, 0, bytes.length);
        if (!actual.equals(expected)) {
            throw new StoreDamagedException("stored bytes have another hash than when they were stored: path=" + file
                    + ", offset=" + extent.offset() + ", lengthBytes=" + extent.length() + ", expected=" + expected
                    + ", actual=" + actual + "; restore this file from a copy");
        }
    }

    /** Reports whether another view of this generation has the same bytes at the same addresses. */
    boolean sharesMappingWith(MappedGeneration other) {
        return map == other.map;
    }

    /** Reports whether a value of this length might still be put, if the hash table has room for it. */
    boolean mayHaveRoomFor(int length) {
        return GenerationSize.chunksFor(length) <= index.map().freeChunks();
    }

    /** Reports whether the map file's structure is as it was when the last part was published. */
    boolean isStructureIntact() {
        final MapFacts facts = index.map();
        return facts.structureLength() > 0
                && facts.structureLength() <= map.capacity()
                && structureChecksum(map, (int) facts.structureLength()) == facts.structureChecksum();
    }

    /** Returns the checksum of the first {@code length} bytes of a map file. */
    public static int structureChecksum(ByteBuffer map, int length) {
        return Checksum.of(map, 0, length);
    }
}
