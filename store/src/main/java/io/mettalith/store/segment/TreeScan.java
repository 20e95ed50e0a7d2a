package io.mettalith.store.segment;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Shows the keys of several trees, those of a part that several share only once. Loads what was not touched yet. Used by
 * one thread; the trees are not written meanwhile.
 */
public final class TreeScan {
    private final Set<TreeNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final SegmentCursor cursor = new SegmentCursor();
    private final KeyVisitor visitor;
    private long keys;

    /** Takes keys one by one. */
    @FunctionalInterface
    public interface KeyVisitor {
        /** Takes the first {@code length} bytes of an array, which change after the call. */
        void key(byte[] bytes, int length);
    }

    /** Makes a scan that shows keys to a visitor. */
    public TreeScan(KeyVisitor visitor) {
        this.visitor = visitor;
    }

    /** Shows the keys of a tree but for those that have been shown as parts of another. */
    public void add(SegmentTree tree) {
        if (tree.resolvedRoot() != null) {
            add(tree.resolvedRoot());
        }
    }

    private void add(TreeNode node) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof Segment segment) {
            cursor.wrap(segment);
            while (cursor.advance()) {
                keys++;
                visitor.key(cursor.key(), cursor.keyLength());
            }
            return;
        }
        final Directory directory = (Directory) node;
        for (int i = 0; i < directory.size(); i++) {
            add(directory.child(i));
        }
    }

    /** Returns how many keys have been shown. */
    public long keys() {
        return keys;
    }
}
