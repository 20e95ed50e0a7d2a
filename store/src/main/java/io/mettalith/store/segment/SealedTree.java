package io.mettalith.store.segment;

/**
 * Walks sealed trees by the hashes of their parts. Reads directories only: of a segment it needs no more than the hash.
 */
public final class SealedTree {
    private SealedTree() {}

    /** Called for every part, parents before children, in key order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A segment or a directory.
         *
         * @param hash of its sealed bytes
         * @param height above the segments, 0 for a segment
         * @return whether to go on below it, which for a segment makes no difference
         */
        boolean part(ContentHash hash, int height);
    }

    /**
     * Shows the parts of a tree. A part that a tree has twice is shown twice.
     *
     * @throws RuntimeException as {@link SegmentSource#find} does
     */
    public static void walk(SegmentSource source, TreeSummary tree, Visitor visitor) {
        if (tree.entries() > 0) {
            walk(source, tree.root(), tree.height(), visitor);
        }
    }

    private static void walk(SegmentSource source, ContentHash hash, int height, Visitor visitor) {
        if (!visitor.part(hash, height) || height == 0) {
            return;
        }
        for (final ContentHash child : SealedDirectory.children(hash, source)) {
            walk(source, child, height - 1, visitor);
        }
    }
}
