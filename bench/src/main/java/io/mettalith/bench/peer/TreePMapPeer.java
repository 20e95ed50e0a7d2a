package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/**
 * PCollections' persistent sorted map, a balanced tree. A fork is the reference to the map: it costs nothing, and every
 * write copies one path. A union adds the whole of the other map, since nothing says what changed.
 */
final class TreePMapPeer implements Peer {
    private TreePMap<Key, Long> map;

    TreePMapPeer() {
        this(TreePMap.empty());
    }

    private TreePMapPeer(TreePMap<Key, Long> map) {
        this.map = map;
    }

    /** Sorts by a {@link TreeMap} first, which the persistent map takes over without comparing. */
    @Override
    public void load(Knowledge knowledge) {
        final TreeMap<Key, Long> sorted = new TreeMap<>();
        final AtomWriter writer = new AtomWriter();
        for (int i = 0; i < knowledge.size(); i++) {
            knowledge.write(writer, i);
            sorted.put(Key.of(writer.toAtomCode()).stored(), 1L);
        }
        map = TreePMap.fromSortedMap(sorted);
    }

    @Override
    public Peer fork() {
        return new TreePMapPeer(map);
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
        map = map.plusAll(((TreePMapPeer) fork).map);
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

    private record MapReader(TreePMap<Key, Long> map) implements Reader {
        @Override
        public boolean contains(Key key) {
            return map.containsKey(key);
        }

        @Override
        public long scan(Query query) {
            long sum = 0;
            for (final Map.Entry<Key, Long> entry :
                    map.tailMap(Key.prefix(query.prefix())).entrySet()) {
                if (!entry.getKey().startsWith(query.prefix())) {
                    break;
                }
                sum += entry.getValue();
            }
            return sum;
        }
    }
}
