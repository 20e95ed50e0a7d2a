package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of isolation and of structure fail when they should: here the bug is made on purpose. */
class PlantedBugTest {
    private static byte[] key(int number) {
        return new byte[] {3, (byte) (number >>> 8), (byte) number, 1};
    }

    private static SegmentTree tree(TreeWriter writer) {
        final SegmentTree tree = new SegmentTree();
        for (int i = 0; i < 500; i++) {
            tree.adjust(key(i), 4, false, 0, 1, writer);
        }
        return tree;
    }

    private static List<Integer> keys(SegmentTree tree) {
        final List<Integer> keys = new ArrayList<>();
        final TreeCursor cursor = tree.cursor();
        while (cursor.advance()) {
            keys.add((cursor.key()[1] & 0xFF) << 8 | cursor.key()[2] & 0xFF);
        }
        return keys;
    }

    @Test
    void aParentThatKeepsItsGenerationAfterAForkLeaksIntoTheFork() {
        final TreeWriter writer = new TreeWriter().generation(new Generation());
        final SegmentTree parent = tree(writer);
        final SegmentTree fork = parent.fork();
        parent.adjust(key(1000), 4, false, 0, 1, writer);
        assertThat(keys(fork)).as("the planted leak must show").contains(1000);
    }

    @Test
    void aParentThatTakesANewGenerationDoesNot() {
        final TreeWriter writer = new TreeWriter().generation(new Generation());
        final SegmentTree parent = tree(writer);
        final SegmentTree fork = parent.fork();
        writer.generation(new Generation());
        parent.adjust(key(1000), 4, false, 0, 1, writer);
        assertThat(keys(fork)).hasSize(500).doesNotContain(1000);
        assertThat(keys(parent)).hasSize(501);
    }
}
