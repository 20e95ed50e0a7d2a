package io.mettalith.store.segment;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a tree from ascending keys, bottom up, with full segments. Not thread-safe.
 */
public final class TreeBuilder {
    private final SegmentBuilder segments = new SegmentBuilder();
    private final List<TreeNode> nodes = new ArrayList<>();
    private final Generation generation;
    private long atoms;
    private long variableEntries;

    /** Makes a builder whose segments {@code generation} will own. */
    public TreeBuilder(Generation generation) {
        this.generation = generation;
    }

    /** Appends an atom whose code is greater than all before; see {@link SegmentTree#adjust} for the parameters. */
    public void add(byte[] key, int length, boolean variables, long stamp, long count) {
        final long value = EntryLayout.valueOf(count, stamp, variables);
        if (segments.wouldOverflow(key, length, value, stamp)) {
            nodes.add(segments.finish(0, generation));
        }
        segments.add(key, length, value, stamp);
        atoms += count;
        variableEntries += variables ? 1 : 0;
    }

    /** Returns the tree of all atoms added. The builder is not used afterwards. */
    public SegmentTree build() {
        if (segments.count() > 0) {
            nodes.add(segments.finish(0, generation));
        }
        if (nodes.isEmpty()) {
            return new SegmentTree();
        }
        List<TreeNode> level = nodes;
        while (level.size() > 1) {
            level = directoriesOver(level);
        }
        return SegmentTree.of(level.get(0), atoms, variableEntries);
    }

    private List<TreeNode> directoriesOver(List<TreeNode> children) {
        final List<TreeNode> directories = new ArrayList<>();
        for (int from = 0; from < children.size(); from += Directory.FANOUT) {
            final int to = Math.min(children.size(), from + Directory.FANOUT);
            final TreeNode[] share = children.subList(from, to).toArray(new TreeNode[0]);
            directories.add(new Directory(generation.token(), share, share.length));
        }
        return directories;
    }
}
