package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.util.Map;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * PCollections' persistent hash map, a balanced tree over hash codes. A fork is the reference to the map: it costs
 * nothing, and every write copies one path. A union adds the whole of the other map, since nothing says what changed.
 */
final class HashTreePMapPeer implements Peer {
    private HashPMap<Key, Long> map;

    HashTreePMapPeer() {
        this(HashTreePMap.empty());
    }

    private HashTreePMapPeer(HashPMap<Key, Long> map) {
        this.map = map;
    }

    @Override
    public void load(Knowledge knowledge) {
        final AtomWriter writer = new AtomWriter();
        for (int i = 0; i < knowledge.size(); i++) {
            knowledge.write(writer, i);
            map = map.plus(Key.of(writer.toAtomCode()).stored(), 1L);
        }
    }

    @Override
    public Peer fork() {
        return new HashTreePMapPeer(map);
    }

    @Override
    public Object bareFork() {
        return map;
    }

    @Override
    public void add(Key key) {
        final Long count = map.get(key);
        map = map.plus(key, count == null ? 1 : count + 1);
    }

    @Override
    public void union(Peer fork) {
        map = map.plusAll(((HashTreePMapPeer) fork).map);
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
            throw new UnsupportedOperationException("not sorted: system=pcollections-hash");
        }
    }
}
