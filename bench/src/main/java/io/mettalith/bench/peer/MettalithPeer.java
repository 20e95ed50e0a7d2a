package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Definitions;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.SegmentMemory;

/** The environment store. A fork shares everything; the first write copies one segment. */
public final class MettalithPeer implements Peer {
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
        try (AtomBatch batch = new AtomBatch()) {
            final AtomWriter writer = new AtomWriter();
            for (int i = 0; i < knowledge.size(); i++) {
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
        return new EnvironmentReader(environment, new Definitions(environment));
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

    private record EnvironmentReader(Environment environment, Definitions definitions) implements Reader {
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
            return definitions.readRules(SpaceId.MAIN, query.head(), 1);
        }
    }
}
