package io.mettalith.store.segment;

/**
 * Counts the segments of trees by state, without loading what nobody has touched. Not thread-safe.
 */
public final class TreeSurvey {
    private long owned;
    private long ownedBytes;
    private long frozen;
    private long frozenBytes;
    private long sealed;
    private long sealedBytes;
    private long untouchedEntries;

    /** Makes a survey of nothing. */
    public TreeSurvey() {}

    /**
     * Adds a tree.
     *
     * @param generation whose segments count as owned, or null for none
     */
    public void add(SegmentTree tree, Generation generation) {
        if (tree.rootAsIs() != null) {
            add(tree.rootAsIs(), generation);
        }
    }

    private void add(TreeNode node, Generation generation) {
        if (node instanceof SealedReference) {
            untouchedEntries += node.entries();
        } else if (node instanceof Segment segment) {
            add(segment, generation);
        } else {
            final Directory directory = (Directory) node;
            for (int i = 0; i < directory.size(); i++) {
                add(directory.childAsIs(i), generation);
            }
        }
    }

    private void add(Segment segment, Generation generation) {
        if (segment.isSealedInPlace()) {
            sealed++;
            sealedBytes += segment.length();
        } else if (generation != null && segment.isOwnedBy(generation)) {
            owned++;
            ownedBytes += segment.length();
        } else {
            frozen++;
            frozenBytes += segment.length();
        }
    }

    /** Returns the number of segments that are written in place. */
    public long owned() {
        return owned;
    }

    /** Returns the off-heap bytes of those. */
    public long ownedBytes() {
        return ownedBytes;
    }

    /** Returns the number of segments in memory that are copied before they are written. */
    public long frozen() {
        return frozen;
    }

    /** Returns the off-heap bytes of those. */
    public long frozenBytes() {
        return frozenBytes;
    }

    /** Returns the number of segments that are read in place from a store. */
    public long sealed() {
        return sealed;
    }

    /** Returns the mapped bytes of those. */
    public long sealedBytes() {
        return sealedBytes;
    }

    /** Returns the number of distinct atoms in segments of a store that nobody has touched yet. */
    public long untouchedEntries() {
        return untouchedEntries;
    }
}
