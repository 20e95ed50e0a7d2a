package io.mettalith.bench;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import java.util.Random;

/**
 * Facts {@code (edge n1234567 n7654321)} between random nodes, of which there are about as many: nothing about them is regular, so
 * they show what a fact takes that shares little with its neighbours. The same in every run.
 */
final class SnapshotFacts {
    private static final int FIRST_NODE = 1_000_000;
    private static final int FIRST_OTHER_NODE = 20_000_000;
    private static final double NODES_PER_FACT = 0.9;
    private static final int SEED = 42;

    private final int firstNode;
    private final int nodes;
    private final Random random = new Random(SEED);
    private final AtomWriter writer = new AtomWriter();

    private SnapshotFacts(int firstNode, int facts) {
        this.firstNode = firstNode;
        this.nodes = (int) (NODES_PER_FACT * facts);
    }

    /** Returns facts of which so many will be asked for. */
    static SnapshotFacts of(int facts) {
        return new SnapshotFacts(FIRST_NODE, facts);
    }

    /** Returns facts as dense, between nodes of their own. */
    static SnapshotFacts ofOtherNodes(int facts) {
        return new SnapshotFacts(FIRST_OTHER_NODE, facts);
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
        return "n" + (firstNode + random.nextInt(nodes));
    }
}
