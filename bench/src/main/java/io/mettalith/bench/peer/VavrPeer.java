package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import io.vavr.collection.HashMap;

/**
 * Vavr's persistent hash array mapped trie. A fork is the reference to the map: it costs nothing, and every write copies
 * one path. A union merges the whole of the other map, since nothing says what changed.
 */
final class VavrPeer implements Peer {
    private HashMap<Key, Long> map;

    VavrPeer() {
        this(HashMap.empty());
    }

    private VavrPeer(HashMap<Key, Long> map) {
        this.map = map;
    }

    @Override
    public void load(Knowledge knowledge) {
        final AtomWriter writer = new AtomWriter();
        for (int i = 0; i < knowledge.size(); i++) {
            knowledge.write(writer, i);
            map = map.put(Key.of(writer.toAtomCode()).stored(), 1L);
        }
    }

    @Override
    public Peer fork() {
        return new VavrPeer(map);
    }

    @Override
    public Object bareFork() {
        return map;
    }

    @Override
    public void add(Key key) {
        map = map.put(key, 1L, Long::sum);
    }

    @Override
    public void union(Peer fork) {
        map = map.merge(((VavrPeer) fork).map, Math::max);
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

    private record MapReader(HashMap<Key, Long> map) implements Reader {
        @Override
        public boolean contains(Key key) {
            return map.containsKey(key);
        }

        @Override
        public long scan(Query query) {
            throw new UnsupportedOperationException("not sorted: system=vavr");
        }
    }
}
