package io.mettalith.store.segment;

import io.mettalith.store.segment.Grouping.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a tree into its normal form, in which {@link Boundaries} says where nodes begin.
 *
 * <p>Edits keep segments and directories within their sizes and do not look at boundaries; what they have touched is
 * grouped anew before it is sealed. That takes, on each level, the nodes that were edited and about one beside each.
 *
 * <p>Used once; not thread-safe.
 */
final class TreeNormalizer {
    private final List<Item> items = new ArrayList<>();
    private final Generation generation;
    /** Whether something has gone from before the next part. */
    private boolean gap;

    private TreeNormalizer(Generation generation) {
        this.generation = generation;
    }

    /**
     * Returns the root of the tree in normal form. The old tree stays as it is.
     *
     * @param root of a tree that is not empty
     * @param generation that new nodes belong to
     */
    static TreeNode normalize(TreeNode root, Generation generation) {
        return root.isNormal() ? root : new TreeNormalizer(generation).run(root);
    }

    private TreeNode run(TreeNode root) {
        collect(root);
        List<Item> level = new SegmentGrouping(generation).group(items);
        for (int height = 1; level.size() > 1; height++) {
            level = new DirectoryGrouping(height, generation).group(level);
        }
        return SegmentTree.lower(level.get(0).node().resolve());
    }

    /** Collects the largest parts that nobody has edited, and the edited segments between them. */
    private void collect(TreeNode node) {
        if (node.isNormal() || node.height() == 0) {
            items.add(new Item(node, !gap && node.isNormal()));
            gap = false;
            return;
        }
        final Directory directory = (Directory) node;
        gap |= directory.hasGap();
        for (int i = 0; i < directory.size(); i++) {
            collect(directory.childAsIs(i));
            gap |= directory.hasGap();
        }
    }
}
