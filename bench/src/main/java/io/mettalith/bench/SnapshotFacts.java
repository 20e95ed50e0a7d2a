package io.mettalith.bench;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import java.util.Random;

/**
 * Facts {@code (edge n1234567 n7654321)} between random nodes, as many nodes as facts: nothing about them is regular, so
 * they show what a fact takes that shares little with its neighbours. The same in every run.
 */
final class SnapshotFacts {
    private static final int FIRST_NODE = 1_000_000;
    private static final int NODES = 9_000_000;
    private static final int SEED = 42;

    private final Random random = new Random(SEED);
    private final AtomWriter writer = new AtomWriter();

    /** Returns the next facts in a batch. */
    AtomBatch batch(String head, int size) {
        final AtomBatch batch = new AtomBatch();
        for (int i = 0; i < size; i++) {
            batch.add(next(head));
        }
        return batch;
    }

    /** Returns the next fact; valid until the next call. */
    AtomWriter next(String head) {
        return writer.reset().expression(3).symbol(head).symbol(node()).symbol(node());
    }

    private String node() {
        return "n" + (FIRST_NODE + random.nextInt(NODES));
    }
}
