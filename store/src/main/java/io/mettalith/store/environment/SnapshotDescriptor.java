package io.mettalith.store.environment;

import io.mettalith.store.segment.ContentHash;

/**
 * Byte layout of a snapshot's record, which {@link EnvironmentSummary#toBytes()} writes. The id of the snapshot, and of
 * any environment that holds the same, is the {@link ContentHash} of these bytes, so nothing is in them that equal
 * contents do not share, such as a time. Numbers are little-endian; a hash is its sixteen bytes as they are.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        Magic "MSNP"                           |
 *  +---------------------------------------------------------------+
 *  |                           Version                             |
 *  +---------------------------------------------------------------+
 *  |                      Number of spaces                         |
 *  +---------------------------------------------------------------+
 *  |  Spaces ...                                                  ...
 *  +---------------------------------------------------------------+
 *
 *  space := idHigh (64 bits) idLow (64 bits) root (128 bits) height (32 bits)
 *           atoms (64 bits) entries (64 bits) variableEntries (64 bits) nextStamp (64 bits)
 * </pre>
 *
 * <p>Spaces are in the order of {@link EnvironmentSummary}. The root of an empty space
 * is all zeros.
 */
public final class SnapshotDescriptor {
    /** The first four bytes, "MSNP" read as a little-endian int. */
    public static final int MAGIC = 'M' | 'S' << 8 | 'N' << 16 | 'P' << 24;

    /** Version of this layout. */
    public static final int VERSION = 1;

    /** Offset of the magic. */
    public static final int MAGIC_OFFSET = 0;

    /** Offset of the version. */
    public static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;

    /** Offset of the number of spaces. */
    public static final int COUNT_OFFSET = VERSION_OFFSET + Integer.BYTES;

    /** Length of the header, and so the offset of the first space. */
    public static final int HEADER_LENGTH = COUNT_OFFSET + Integer.BYTES;

    /** Offset, within a space, of the first half of its name. */
    public static final int SPACE_ID_HIGH_OFFSET = 0;

    /** Offset, within a space, of the second half of its name. */
    public static final int SPACE_ID_LOW_OFFSET = SPACE_ID_HIGH_OFFSET + Long.BYTES;

    /** Offset, within a space, of its root. */
    public static final int SPACE_ROOT_OFFSET = SPACE_ID_LOW_OFFSET + Long.BYTES;

    /** Offset, within a space, of the height of its tree. */
    public static final int SPACE_HEIGHT_OFFSET = SPACE_ROOT_OFFSET + ContentHash.LENGTH;

    /** Offset, within a space, of its number of atoms. */
    public static final int SPACE_ATOMS_OFFSET = SPACE_HEIGHT_OFFSET + Integer.BYTES;

    /** Offset, within a space, of its number of distinct atoms. */
    public static final int SPACE_ENTRIES_OFFSET = SPACE_ATOMS_OFFSET + Long.BYTES;

    /** Offset, within a space, of its number of distinct atoms with variables. */
    public static final int SPACE_VARIABLE_ENTRIES_OFFSET = SPACE_ENTRIES_OFFSET + Long.BYTES;

    /** Offset, within a space, of the stamp of its next definition. */
    public static final int SPACE_NEXT_STAMP_OFFSET = SPACE_VARIABLE_ENTRIES_OFFSET + Long.BYTES;

    /** Length of what is said of one space. */
    public static final int SPACE_LENGTH = SPACE_NEXT_STAMP_OFFSET + Long.BYTES;

    /** No tree is higher. */
    public static final int MAX_HEIGHT = 31;

    private SnapshotDescriptor() {}
}
