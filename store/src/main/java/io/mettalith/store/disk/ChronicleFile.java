package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
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
 * A Chronicle map from hashes to sealed bytes, in a file or in memory. All that knows Chronicle is here and in {@link
 * ChronicleSystem}.
 *
 * <p>The map has one Chronicle segment and may not grow, so that it is one contiguous mapping: a value's place in the
 * file is its address less that of the mapping. Chronicle moves no value.
 *
 * <p>What the map does for itself is left out where something else does it: its checksums of entries, since a value is
 * found by the SHA-256 of its bytes, and its {@code msync}, since it ignores what the system answers.
 */
final class ChronicleFile implements ValueFile {
    private static final String FLAGS_REMEDY = "; run on a JDK with the JVM flags of .mvn/jvm.config";
    private static final int TYPICAL_VALUE_LENGTH = 2048;
    private static final int MAX_HEADER_LENGTH = 1 << 16;
    /** Slots have up to 8 bytes; there are up to 4 of them for an entry, since their number is a power of two. */
    private static final int MAX_SLOT_BYTES_PER_ENTRY = 32;
    /** What Chronicle may write behind a value, in bytes: a checksum in maps that were made with them, alignment. */
    private static final int TRAILER_LENGTH = 8;

    static {
        ChronicleSystem.install();
    }

    private final ChronicleMap<byte[], byte[]> map;
    private final VanillaChronicleHash<?, ?, ?, ?> layout;
    /** Null in memory. */
    private final Path file;
    /** The bytes of the file, read-only; null in memory. */
    private final MappedByteBuffer view;

    private long usedChunks;

    private ChronicleFile(ChronicleMap<byte[], byte[]> map, Path file, MappedByteBuffer view, long usedChunks) {
        this.map = map;
        this.layout = (VanillaChronicleHash<?, ?, ?, ?>) map;
        this.file = file;
        this.view = view;
        this.usedChunks = usedChunks;
    }

    /**
     * Creates a map in a new file, with room set aside on the disk for its structure alone: a page without room cannot be
     * written through a mapping, and would end the process instead.
     *
     * @throws IOException if there is no room; the file may be there
     */
    static ChronicleFile create(Path file, GenerationSize size) throws IOException {
        final ChronicleMap<byte[], byte[]> map;
        try {
            map = ChronicleSystem.reserving(
                    file, structureBound(size), () -> builder(size).createPersistedTo(file.toFile()));
        } catch (final LinkageError e) {
            throw cannotStart(e);
        }
        try {
            final ChronicleFile created = new ChronicleFile(map, file, RegularFile.map(file), 0);
            created.giveBack(size);
            return created;
        } catch (final IOException | RuntimeException e) {
            map.close();
            throw e;
        }
    }

    /** Gives back what was set aside behind the structure. */
    private void giveBack(GenerationSize size) throws IOException {
        final long structure = structureLength();
        if (structure > structureBound(size)) {
            throw new IllegalStateException("structure longer than what was set aside for it: path=" + file + ", bytes="
                    + structure + ", setAsideBytes=" + structureBound(size) + "; adapt the bound to this Chronicle");
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            final long length = access.length();
            access.setLength(Pages.upTo(structure));
            access.setLength(length);
        }
    }

    /** Returns the most bytes there can be before the first chunk: header, slots of the hash table, one bit a chunk. */
    private static long structureBound(GenerationSize size) {
        return MAX_HEADER_LENGTH + size.entries() * MAX_SLOT_BYTES_PER_ENTRY + size.chunks() / Byte.SIZE;
    }

    /**
     * Opens a map of which {@code usedChunks} are taken. The file's header says how large it is.
     *
     * @throws IOException if Chronicle cannot read the file
     */
    static ChronicleFile open(Path file, long usedChunks) throws IOException {
        try {
            final GenerationSize any = new GenerationSize(1024, 64);
            final ChronicleMap<byte[], byte[]> map = builder(any).createPersistedTo(file.toFile());
            try {
                return new ChronicleFile(map, file, RegularFile.map(file), usedChunks);
            } catch (final IOException | RuntimeException e) {
                map.close();
                throw e;
            }
        } catch (final LinkageError e) {
            throw cannotStart(e);
        }
    }

    /** Creates a map in memory. */
    static ChronicleFile inMemory(GenerationSize size) {
        try {
            return new ChronicleFile(builder(size).create(), null, null, 0);
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
                .checksumEntries(false)
                .skipCloseOnExitHook(true);
    }

    private static StoreException cannotStart(LinkageError cause) {
        return new StoreException("Chronicle Map cannot start: cause=" + cause + FLAGS_REMEDY, cause);
    }

    @Override
    public boolean hasRoomFor(int lengthBytes) {
        return usedChunks + GenerationSize.chunksFor(lengthBytes) <= layout.actualChunksPerSegmentTier
                && map.longSize() < layout.maxEntriesPerHashLookup;
    }

    @Override
    public long put(SealedBytes value) {
        final byte[] key = value.hash().toBytes();
        map.put(key, value.bytes());
        final long offset = addressOf(key) - layout.bsAddress();
        final long end = offset + value.bytes().length + TRAILER_LENGTH;
        usedChunks = Math.max(usedChunks, GenerationSize.chunksTo(end - structureLength()));
        return offset;
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

    @Override
    public long address(long offset) {
        return layout.bsAddress() + offset;
    }

    /** Returns the length of all that is before the first chunk. */
    private long structureLength() {
        return layout.segmentBaseAddr(0)
                - layout.bsAddress()
                + layout.tierHashLookupOuterSize
                + VanillaChronicleHash.TIER_COUNTERS_AREA_SIZE
                + layout.tierFreeListOuterSize
                + layout.tierEntrySpaceInnerOffset;
    }

    @Override
    public long length() {
        return layout.dataStoreSize();
    }

    @Override
    public long usedLength() {
        return structureLength() + usedChunks * GenerationSize.CHUNK_LENGTH;
    }

    @Override
    public long size() {
        return map.longSize();
    }

    @Override
    public long usedChunks() {
        return usedChunks;
    }

    @Override
    public MapFacts facts() {
        final long structure = structureLength();
        return new MapFacts(
                view.capacity(), structure, MappedGeneration.structureChecksum(view, (int) structure), usedChunks);
    }

    /** The mapping is forced for the values, the file for the blocks that they were given. */
    @Override
    public void sync() throws IOException {
        if (file == null) {
            return;
        }
        try {
            view.force();
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        SystemFiles.INSTANCE.force(file);
    }

    @Override
    public void close() {
        map.close();
    }
}
