package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/** Walks a whole tree and checks every rule its parts must obey. Tests call it after themselves. */
public final class TreeValidator {
    private long entries;
    private long atoms;
    private long variableEntries;
    private byte[] lastKey = new byte[0];

    private TreeValidator() {}

    public static void validate(SegmentTree tree) {
        final TreeValidator validator = new TreeValidator();
        if (tree.resolvedRoot() != null) {
            validator.node(tree.resolvedRoot());
        }
        assertThat(validator.entries).as("entries").isEqualTo(tree.entries());
        assertThat(validator.atoms).as("atoms").isEqualTo(tree.atoms());
        assertThat(validator.variableEntries).as("entries with variables").isEqualTo(tree.variableEntries());
    }

    private void node(TreeNode node) {
        if (node instanceof Segment segment) {
            segment(segment);
            return;
        }
        final Directory directory = (Directory) node;
        assertThat(directory.size()).isBetween(1, Directory.FANOUT);
        final long before = entries;
        for (int i = 0; i < directory.size(); i++) {
            final TreeNode child = directory.child(i);
            assertThat(child.height()).isEqualTo(directory.height() - 1);
            node(child);
        }
        assertThat(directory.entries()).isEqualTo(entries - before);
    }

    private void segment(Segment segment) {
        final byte[] sealed = segment.toSealedBytes();
        final long copy = UnsafeApi.allocateMemory(sealed.length);
        try {
            Bytes.write(sealed, 0, copy, sealed.length);
            SegmentVerifier.verify(copy, sealed.length);
        } finally {
            UnsafeApi.freeMemory(copy);
        }
        assertThat(segment.freeBytes()).isNotNegative();
        assertThat(segment.count() == 1 || segment.usedBytes() <= SegmentDescriptor.CAPACITY)
                .isTrue();
        final SegmentCursor cursor = new SegmentCursor();
        cursor.wrap(segment);
        while (cursor.advance()) {
            final byte[] key = Arrays.copyOf(cursor.key(), cursor.keyLength());
            assertThat(Arrays.compareUnsigned(lastKey, key)).isNegative();
            assertThat(segment.countOf(key, key.length)).isEqualTo(cursor.count());
            lastKey = key;
            entries++;
            atoms += cursor.count();
            variableEntries += cursor.hasVariables() ? 1 : 0;
        }
    }
}
