package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link HashMap}. A fork copies the table and its nodes at once, so that the first write costs no more than the next;
 * keys and counts are immutable and shared. A union walks the whole of the other map, since nothing says what changed.
 */
final class HashMapPeer implements Peer {
    private final Map<Key, Long> map;

    HashMapPeer() {
        this(new HashMap<>());
    }

    private HashMapPeer(Map<Key, Long> map) {
        this.map = map;
    }

    @Override
    public void load(Knowledge knowledge) {
        final AtomWriter writer = new AtomWriter();
        for (int i = 0; i < knowledge.size(); i++) {
            knowledge.write(writer, i);
            map.put(Key.of(writer.toAtomCode()).stored(), 1L);
        }
    }

    @Override
    public Peer fork() {
        return new HashMapPeer(new HashMap<>(map));
    }

    @Override
    public Object bareFork() {
        return new HashMap<>(map);
    }

    @Override
    public void add(Key key) {
        map.merge(key, 1L, Long::sum);
    }

    @Override
    public void union(Peer fork) {
        ((HashMapPeer) fork).map.forEach((key, count) -> map.merge(key, count, Math::max));
    }

    @Override
    public Reader reader() {
        return new MapReader(map);
    }

    @Override
    public long offHeapBytes() {
        return 0;
    }

    @Override
    public void close() {}

    private record MapReader(Map<Key, Long> map) implements Reader {
        @Override
        public boolean contains(Key key) {
            return map.containsKey(key);
        }

        @Override
        public long scan(Query query) {
            throw new UnsupportedOperationException("not sorted: system=hashmap");
        }
    }
}
