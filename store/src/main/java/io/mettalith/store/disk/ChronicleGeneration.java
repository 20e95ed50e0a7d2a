package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.hash.serialization.impl.ByteArrayDataAccess;
import net.openhft.chronicle.hash.serialization.impl.ByteArraySizedReader;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;

/**
 * A generation as its writer sees it: a Chronicle map from hashes to sealed bytes, in a file or in memory.
 *
 * <p>The map has one Chronicle segment and may not grow, so that it is one contiguous mapping: a value's place in the
 * file is its address less that of the mapping. Values are only ever added, and Chronicle moves none, so their addresses
 * hold until {@link #close()}.
 *
 * <p>Threading: one writer.
 */
public final class ChronicleGeneration implements AutoCloseable {
    private static final String FLAGS_REMEDY = "; run on a JDK with the JVM flags of .mvn/jvm.config";
    private static final int TYPICAL_VALUE_LENGTH = 2048;
    /** What Chronicle writes behind a value, alignment included. */
    private static final int CHECKSUM_LENGTH = 8;

    private final ChronicleMap<byte[], byte[]> map;
    private final VanillaChronicleHash<?, ?, ?, ?> layout;
    private long usedChunks;

    private ChronicleGeneration(ChronicleMap<byte[], byte[]> map, long usedChunks) {
        this.map = map;
        this.layout = (VanillaChronicleHash<?, ?, ?, ?>) map;
        this.usedChunks = usedChunks;
    }

    /**
     * Creates a map in a new file, for all of which the file system has set room aside: a page without room cannot be
     * written through a mapping, and would end the process instead.
     */
    static ChronicleGeneration create(Path file, GenerationSize size) throws IOException {
        try {
            return new ChronicleGeneration(builder(size).createPersistedTo(file.toFile()), 0);
        } catch (final LinkageError e) {
            throw cannotStart(e);
        }
    }

    /** Opens a map of which {@code usedChunks} are taken. The file's header says how large it is. */
    static ChronicleGeneration open(Path file, long usedChunks) throws IOException {
        try {
            final GenerationSize any = new GenerationSize(1024, 64);
            return new ChronicleGeneration(builder(any).createPersistedTo(file.toFile()), usedChunks);
        } catch (final LinkageError e) {
            throw cannotStart(e);
        }
    }

    /** Creates a map in memory. */
    static ChronicleGeneration inMemory(GenerationSize size) {
        try {
            return new ChronicleGeneration(builder(size).create(), 0);
        } catch (final LinkageError e) {
            throw cannotStart(e);
        }
    }

    private static ChronicleMapBuilder<byte[], byte[]> builder(GenerationSize size) {
        return ChronicleMapBuilder.simpleMapOf(byte[].class, byte[].class)
                .name("mettalith-segments")
                .keyReaderAndDataAccess(ByteArraySizedReader.INSTANCE, new ByteArrayDataAccess())
                .valueReaderAndDataAccess(ByteArraySizedReader.INSTANCE, new ByteArrayDataAccess())
                .constantKeySizeBySample(new byte[ContentHash.LENGTH])
                .averageValueSize(TYPICAL_VALUE_LENGTH)
                .actualSegments(1)
                .entriesPerSegment(size.entries())
                .actualChunkSize(GenerationSize.CHUNK_LENGTH)
                .actualChunksPerSegmentTier(size.chunks())
                .maxChunksPerEntry((int) size.chunks())
                .allowSegmentTiering(false)
                .putReturnsNull(true)
                .checksumEntries(true)
                .skipCloseOnExitHook(true);
    }

    private static StoreException cannotStart(LinkageError cause) {
        return new StoreException("Chronicle Map cannot start: cause=" + cause + FLAGS_REMEDY, cause);
    }

    /** Reports whether a value of this length can be put. */
    boolean hasRoomFor(int length) {
        return usedChunks + GenerationSize.chunksFor(length) <= layout.actualChunksPerSegmentTier
                && map.longSize() < layout.maxEntriesPerHashLookup;
    }

    /** Puts a value that the map does not have, and that there is room for; returns the address of its bytes. */
    long put(SealedBytes value) {
        final byte[] key = value.hash().toBytes();
        map.put(key, value.bytes());
        final long address = addressOf(key);
        final long end = address - baseAddress() + value.bytes().length + CHECKSUM_LENGTH;
        usedChunks = Math.max(usedChunks, GenerationSize.chunksTo(end - structureLength()));
        return address;
    }

    private long addressOf(byte[] key) {
        try (ExternalMapQueryContext<byte[], byte[], ?> context = map.queryContext(key)) {
            context.readLock().lock();
            final MapEntry<byte[], byte[]> entry = context.entry();
            if (entry == null) {
                throw new IllegalStateException("value absent right after it was put: map=" + map.name());
            }
            final Data<byte[]> value = entry.value();
            final BytesStore<?, ?> store = (BytesStore<?, ?>) value.bytes();
            return store.addressForRead(value.offset());
        }
    }

    /** Returns the address that the file, or the memory, begins at. */
    long baseAddress() {
        return layout.bsAddress();
    }

    /** Returns the length of the map's file. */
    long length() {
        return layout.dataStoreSize();
    }

    /** Returns the length of all that is before the first chunk. */
    long structureLength() {
        return layout.segmentBaseAddr(0)
                - baseAddress()
                + layout.tierHashLookupOuterSize
                + VanillaChronicleHash.TIER_COUNTERS_AREA_SIZE
                + layout.tierFreeListOuterSize
                + layout.tierEntrySpaceInnerOffset;
    }

    /** Returns where the chunks that are taken end in the map's file. */
    long usedLength() {
        return structureLength() + usedChunks * GenerationSize.CHUNK_LENGTH;
    }

    /** Returns the number of values. */
    long size() {
        return map.longSize();
    }

    /** Returns how many chunks are taken: the first ones, since values are only added. */
    long usedChunks() {
        return usedChunks;
    }

    /** Makes what was put durable. */
    void sync() {
        layout.msync();
    }

    @Override
    public void close() {
        map.close();
    }
}
