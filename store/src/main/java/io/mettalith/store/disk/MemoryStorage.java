package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sealed bytes in Chronicle maps in memory. */
public final class MemoryStorage implements Storage {
    private static final Cleaner CLEANER = Cleaner.create();

    private final GenerationLimits limits;
    private final MemorySegments segments = new MemorySegments();

    public MemoryStorage(GenerationLimits limits) {
        this.limits = limits;
    }

    /** Where the bytes are. The maps are closed when nobody can read from this object any more. */
    private static final class MemorySegments implements SegmentSource {
        private final Map<ContentHash, Mapped> published = new ConcurrentHashMap<>();
        private final Maps maps = new Maps();

        MemorySegments() {
            CLEANER.register(this, maps);
        }

        @Override
        public Mapped find(ContentHash hash) {
            final Mapped mapped = published.get(hash);
            if (mapped == null) {
                throw new StoreDamagedException("the store lacks bytes that it refers to: path=memory, hash=" + hash
                        + ", segments=" + published.size() + "; report this as a defect");
            }
            return mapped;
        }
    }

    /** The maps, the newest last. */
    private static final class Maps implements Runnable {
        private final List<ValueFile> open = new ArrayList<>();

        @Override
        public void run() {
            open.forEach(ValueFile::close);
        }

        ValueFile newest() {
            return open.isEmpty() ? null : open.get(open.size() - 1);
        }
    }

    @Override
    public SegmentSource source() {
        return segments;
    }

    @Override
    public void beginCommit(Duration wait) {
        // memory needs no lock: the store itself lets one thread in
    }

    @Override
    public void distrust() {
        // nothing is on a disk
    }

    @Override
    public boolean contains(ContentHash hash) {
        return segments.published.containsKey(hash);
    }

    @Override
    public void putAll(List<SealedBytes> values) {
        for (int i = 0; i < values.size(); i++) {
            final SealedBytes value = values.get(i);
            final int length = value.bytes().length;
            final ValueFile map = mapFor(values.subList(i, values.size()));
            segments.published.put(value.hash(), new SegmentSource.Mapped(map.address(map.put(value)), length));
        }
    }

    private ValueFile mapFor(List<SealedBytes> values) {
        final ValueFile newest = segments.maps.newest();
        if (newest != null && newest.hasRoomFor(values.get(0).bytes().length)) {
            return newest;
        }
        final long lastUsedChunks = newest == null ? 0 : newest.usedChunks();
        final ValueFile next = ChronicleFile.inMemory(GenerationSize.spacious(values, lastUsedChunks, limits));
        segments.maps.open.add(next);
        return next;
    }

    @Override
    public void publish() {
        // what is put is published: whatever it refers to was put before
    }

    @Override
    public Rewrite rewrite() {
        throw new UnsupportedOperationException(
                "a store in memory is not compacted: segments=" + segments.published.size() + "; make a new one");
    }

    @Override
    public void close() {
        // the cleaner does it, when no environment reads from here any more
    }

    @Override
    public String toString() {
        return "memory";
    }
}
