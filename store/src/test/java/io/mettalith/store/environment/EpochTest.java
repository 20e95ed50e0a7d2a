package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.segment.CopyTally;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochTest {
    private static final byte[] KEY = {3, 1, 2, 3};

    private final Epoch epoch = new Epoch(new CopyTally());

    /** Keeps the garbage collector from freeing what is written before the test does. */
    private final List<SegmentTree> trees = new ArrayList<>();

    /** Returns a generation of the epoch that a tree of one segment was written under. */
    private Generation written() {
        final Generation generation = epoch.newGeneration();
        final SegmentTree tree = new SegmentTree();
        tree.adjust(KEY, KEY.length, false, 0, 1, new TreeWriter().generation(generation));
        trees.add(tree);
        assertThat(generation.blocks()).isEqualTo(1);
        return generation;
    }

    @Test
    void freeingLeavesWhatACursorLooksAt() {
        final Generation read = written();
        final Generation unread = written();
        read.pin();
        epoch.free();
        assertThat(unread.blocks()).isZero();
        assertThat(read.blocks()).isEqualTo(1);
        read.unpin();
        read.free();
    }

    @Test
    void generationsOfWhichNothingIsLeftAreForgottenAndTheOthersAreFreed() {
        final List<Generation> generations = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            final Generation generation = written();
            if (i % 10 == 0) {
                generations.add(generation);
            } else {
                generation.free();
            }
        }
        assertThat(generations).allMatch(generation -> generation.blocks() == 1);
        epoch.free();
        assertThat(generations).allMatch(generation -> generation.blocks() == 0);
    }
}
