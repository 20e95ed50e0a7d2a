package io.mettalith.store.verify;

import io.mettalith.store.segment.ContentHash;

/**
 * One stored value of a snapshot: a record, a directory or a segment.
 *
 * @param kind what it is
 * @param level directory levels between the tree's root and it, 0 for a root or a record
 * @param id hash of its bytes
 * @param generation number of the generation that it is in
 * @param offset of its first byte in the map file
 * @param length in bytes
 * @param count of spaces or indexes in a record, children of a directory, entries of a segment
 * @param firstKey text of its first atom, or empty for a record
 */
public record DumpedNode(
        Kind kind, int level, ContentHash id, int generation, long offset, int length, int count, String firstKey) {
    /** What a value is. */
    public enum Kind {
        /** The record of a snapshot. */
        SNAPSHOT,
        /** The record of the argument indexes of a snapshot. */
        INDEXES,
        /** A node above others. */
        DIRECTORY,
        /** A node with atoms. */
        SEGMENT
    }
}
