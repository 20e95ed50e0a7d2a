package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.SegmentMemory;

/** The environment store. A fork shares everything; the first write copies one segment. */
public final class MettalithPeer implements Peer {
    /** Bounds the heap that a batch takes while it is collected; batches in key order cost no more than one. */
    private static final int BATCH_SIZE = 10_000_000;

    private final Environment environment;

    MettalithPeer() {
        this(Environment.create());
    }

    private MettalithPeer(Environment environment) {
        this.environment = environment;
    }

    /** Returns the environment itself, for what only it can do. */
    public Environment environment() {
        return environment;
    }

    @Override
    public void load(Knowledge knowledge) {
        load(knowledge, BATCH_SIZE);
    }

    /** Loads in batches of that size, for a heap that does not hold all at once. */
    public void load(Knowledge knowledge, int batchSize) {
        final AtomWriter writer = new AtomWriter();
        for (int from = 0; from < knowledge.size(); from += batchSize) {
            final AtomBatch batch = new AtomBatch();
            final int to = Math.min(knowledge.size(), from + batchSize);
            for (int i = from; i < to; i++) {
                knowledge.write(writer, i);
                batch.add(writer);
            }
            environment.addAll(SpaceId.MAIN, batch);
        }
    }

    @Override
    public MettalithPeer fork() {
        return new MettalithPeer(environment.fork());
    }

    @Override
    public Environment bareFork() {
        return environment.fork();
    }

    @Override
    public void add(Key key) {
        environment.add(key.atom());
    }

    @Override
    public void union(Peer fork) {
        environment.union(((MettalithPeer) fork).environment);
    }

    /** One environment serves all threads. */
    @Override
    public Reader reader() {
        return new EnvironmentReader(environment);
    }

    /** Returns what all environments of the process hold. */
    @Override
    public long offHeapBytes() {
        return SegmentMemory.allocatedBytes();
    }

    @Override
    public void close() {
        environment.close();
    }

    private record EnvironmentReader(Environment environment) implements Reader {
        @Override
        public boolean contains(Key key) {
            return environment.contains(SpaceId.MAIN, key.atom());
        }

        @Override
        public long scan(Query query) {
            long sum = 0;
            try (Cursor cursor = environment.match(query.pattern())) {
                while (cursor.next()) {
                    sum += cursor.count();
                }
            }
            return sum;
        }

        @Override
        public long rules(Query query) {
            return environment.rules(query.head(), 1).size();
        }
    }
}
