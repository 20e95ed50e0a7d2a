package io.mettalith.bench;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import java.util.Random;

/**
 * Facts {@code (edge n1234567 n7654321)} between random nodes, as many nodes as facts: nothing about them is regular, so
 * they show what a fact takes that shares little with its neighbours. The same in every run.
 */
final class SnapshotFacts {
    private static final int NODES = 9_000_000;
    private static final int SEED = 42;

    private final int firstNode;
    private final Random random = new Random(SEED);
    private final AtomWriter writer = new AtomWriter();

    /** @param firstNode least number of a node; facts between others share none with these from nine millions on */
    private SnapshotFacts(int firstNode) {
        this.firstNode = firstNode;
    }

    /** Returns facts between nine million nodes. */
    static SnapshotFacts ofTheStore() {
        return new SnapshotFacts(1_000_000);
    }

    /** Returns facts between as many other nodes. */
    static SnapshotFacts ofOtherNodes() {
        return new SnapshotFacts(20_000_000);
    }

    /** Returns the next facts in a batch. */
    AtomBatch batch(int size) {
        final AtomBatch batch = new AtomBatch();
        for (int i = 0; i < size; i++) {
            batch.add(next());
        }
        return batch;
    }

    /** Returns the next fact; valid until the next call. */
    AtomWriter next() {
        return writer.reset().expression(3).symbol("edge").symbol(node()).symbol(node());
    }

    private String node() {
        return "n" + (firstNode + random.nextInt(NODES));
    }
}
