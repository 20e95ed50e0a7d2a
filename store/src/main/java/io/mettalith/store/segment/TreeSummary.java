package io.mettalith.store.segment;

/**
 * How a sealed tree is found again, and what is known of it without loading it.
 *
 * @param root hash of the root's sealed bytes
 * @param height directory levels above the segments
 * @param atoms number of atoms, copies counted
 * @param entries number of distinct atoms
 * @param variableEntries number of distinct atoms that contain variables
 */
public record TreeSummary(ContentHash root, int height, long atoms, long entries, long variableEntries) {
    /** The summary of a tree without atoms. */
    public static final TreeSummary EMPTY = new TreeSummary(new ContentHash(0, 0), 0, 0, 0, 0);
}
