package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * H2's multi-version B-tree, kept in memory: without a file it neither serialises pages nor evicts them, which is when
 * it is quickest.
 *
 * <p>It has versions, of which the old ones are for reading only. So a fork commits and opens that version, which costs
 * little whatever the size, and its first write copies the whole map into a store of its own.
 */
final class MvStorePeer implements Peer {
    /** Versions that stay readable; forks of one knowledge base that are open at a time must not be more. */
    private static final int VERSIONS_TO_KEEP = 100_000;

    private MVStore store;
    private MVMap<byte[], Long> map;
    private boolean shared;

    MvStorePeer() {
        open();
    }

    private MvStorePeer(MVMap<byte[], Long> version) {
        map = version;
        shared = true;
    }

    private void open() {
        store = new MVStore.Builder().autoCommitDisabled().open();
        store.setVersionsToKeep(VERSIONS_TO_KEEP);
        map = store.openMap(
                "atoms",
                new MVMap.Builder<byte[], Long>()
                        .keyType(new ByteOrder())
                        .valueType(LongDataType.INSTANCE)
                        .singleWriter());
    }

    @Override
    public void load(Knowledge knowledge) {
        final AtomWriter writer = new AtomWriter();
        IntStream.range(0, knowledge.size())
                .mapToObj(i -> {
                    knowledge.write(writer, i);
                    return Arrays.copyOf(writer.array(), writer.length());
                })
                .sorted(Arrays::compareUnsigned)
                .forEachOrdered(key -> map.append(key, 1L));
        store.commit();
    }

    @Override
    public Peer fork() {
        if (shared) {
            return new MvStorePeer(map);
        }
        final long version = store.getCurrentVersion();
        store.commit();
        return new MvStorePeer(map.openVersion(version));
    }

    @Override
    public Object bareFork() {
        final long version = store.getCurrentVersion();
        store.commit();
        return map.openVersion(version);
    }

    @Override
    public void add(Key key) {
        if (shared) {
            final MVMap<byte[], Long> source = map;
            open();
            final Cursor<byte[], Long> cursor = source.cursor(null);
            while (cursor.hasNext()) {
                map.append(cursor.next(), cursor.getValue());
            }
            shared = false;
        }
        final Long count = map.get(key.bytes());
        map.put(key.bytes(), count == null ? 1 : count + 1);
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
    public void close() {
        if (!shared) {
            store.closeImmediately();
        }
    }

    private record MapReader(MVMap<byte[], Long> map) implements Reader {
        @Override
        public boolean contains(Key key) {
            return map.containsKey(key.bytes());
        }

        @Override
        public long scan(Query query) {
            long sum = 0;
            final Cursor<byte[], Long> cursor = map.cursor(query.prefix());
            while (cursor.hasNext() && Key.startsWith(cursor.next(), query.prefix())) {
                sum += cursor.getValue();
            }
            return sum;
        }
    }

    /** H2's own type for byte arrays, which has no order, with that of the bytes. */
    private static final class ByteOrder extends BasicDataType<byte[]> {
        @Override
        public int compare(byte[] left, byte[] right) {
            return Arrays.compareUnsigned(left, right);
        }

        @Override
        public int getMemory(byte[] bytes) {
            return ByteArrayDataType.INSTANCE.getMemory(bytes);
        }

        @Override
        public void write(WriteBuffer buffer, byte[] bytes) {
            ByteArrayDataType.INSTANCE.write(buffer, bytes);
        }

        @Override
        public byte[] read(ByteBuffer buffer) {
            return ByteArrayDataType.INSTANCE.read(buffer);
        }

        @Override
        public byte[][] createStorage(int size) {
            return new byte[size][];
        }
    }
}
