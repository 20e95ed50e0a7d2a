package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.util.Arrays;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Chronicle Map, off the heap, not persisted: a hash table of a size that is fixed when it is made. It has neither
 * versions nor snapshots, so a fork copies it whole.
 */
final class ChronicleMapPeer implements Peer {
    private static final int AVERAGE_KEY_LENGTH = 28;
    private static final int ROOM = 20_000;

    private ChronicleMap<byte[], Long> map;
    private long capacity;

    ChronicleMapPeer() {
        this(0);
    }

    private ChronicleMapPeer(long entries) {
        capacity = entries + ROOM;
        map = create(capacity);
    }

    private static ChronicleMap<byte[], Long> create(long entries) {
        return ChronicleMap.of(byte[].class, Long.class)
                .name("bench")
                .entries(entries)
                .averageKeySize(AVERAGE_KEY_LENGTH)
                .create();
    }

    /** Makes the table as large as it has to be, and puts. */
    @Override
    public void load(Knowledge knowledge) {
        map.close();
        capacity = knowledge.size() + ROOM;
        map = create(capacity);
        final AtomWriter writer = new AtomWriter();
        for (int i = 0; i < knowledge.size(); i++) {
            knowledge.write(writer, i);
            map.put(Arrays.copyOf(writer.array(), writer.length()), 1L);
        }
    }

    @Override
    public Peer fork() {
        final ChronicleMapPeer copy = new ChronicleMapPeer(capacity - ROOM);
        copy.map.putAll(map);
        return copy;
    }

    @Override
    public Object bareFork() {
        throw new UnsupportedOperationException("a fork holds memory until it is closed: system=chronicle-map");
    }

    @Override
    public void add(Key key) {
        map.merge(key.bytes(), 1L, Long::sum);
    }

    @Override
    public Reader reader() {
        return new MapReader(map);
    }

    @Override
    public long offHeapBytes() {
        return map.offHeapMemoryUsed();
    }

    @Override
    public void close() {
        map.close();
    }

    private record MapReader(ChronicleMap<byte[], Long> map) implements Reader {
        @Override
        public boolean contains(Key key) {
            return map.containsKey(key.bytes());
        }

        @Override
        public long scan(Query query) {
            throw new UnsupportedOperationException("not sorted: system=chronicle-map");
        }
    }
}
