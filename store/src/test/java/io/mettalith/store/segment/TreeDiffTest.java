package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeDiffTest {
    private static SegmentTree tree(long firstStamp, long secondStamp, long secondCount) {
        final SegmentTree tree = new SegmentTree();
        final TreeWriter writer = new TreeWriter().generation(new Generation());
        tree.adjust(new byte[] {1}, 1, false, firstStamp, 1, writer);
        tree.adjust(new byte[] {2}, 1, false, secondStamp, secondCount, writer);
        return tree;
    }

    private static String text(String what, TreeCursor at, long before, long after) {
        return what + " " + at.key()[0] + " stamp " + at.stamp() + ": " + before + " " + after;
    }

    @Test
    void atomThatWasDefinedAnewIsToldToWhoeverCares() {
        final List<String> seen = new ArrayList<>();
        TreeDiff.between(tree(1, 2, 1), tree(1, 3, 1), new TreeDiff.DiffHandler() {
            @Override
            public void difference(TreeCursor at, long before, long after) {
                seen.add(text("difference", at, before, after));
            }

            @Override
            public void redefinition(TreeCursor at, long stampBefore, long before, long after) {
                seen.add(text("redefinition", at, before, after));
            }
        });
        assertThat(seen).containsExactly("redefinition 2 stamp 3: 1 1");
    }

    @Test
    void othersSeeOnlyThatItsCountIsNotTheSame() {
        final List<String> seen = new ArrayList<>();
        TreeDiff.between(
                tree(1, 2, 1), tree(3, 2, 1), (at, before, after) -> seen.add(text("difference", at, before, after)));
        assertThat(seen).isEmpty();
        TreeDiff.between(
                tree(1, 2, 1), tree(4, 3, 2), (at, before, after) -> seen.add(text("difference", at, before, after)));
        assertThat(seen).containsExactly("difference 2 stamp 3: 1 2");
    }
}
