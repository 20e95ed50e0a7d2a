package io.mettalith.store.snapshot;

import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.segment.ContentHash;

/**
 * Byte layout of the record of a snapshot's argument indexes: how their trees are found. It is stored under the {@link
 * ContentHash} of its bytes, beside the snapshot's own record, and named by the ref's log; see {@code RefLine}. Numbers
 * are little-endian; a hash is its sixteen bytes as they are.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        Magic "MARG"                           |
 *  +---------------------------------------------------------------+
 *  |                           Version                             |
 *  +---------------------------------------------------------------+
 *  |                                                               |
 *  |        Id of the snapshot that the indexes are of             |
 *  |                                                               |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                Number of indexes, at least 1                  |
 *  +---------------------------------------------------------------+
 *  |  Indexes ...                                                 ...
 *  +---------------------------------------------------------------+
 *
 *  index := spaceIdHigh (64 bits) spaceIdLow (64 bits) size (32 bits) position (32 bits)
 *           root (128 bits) height (32 bits) atoms (64 bits) entries (64 bits) variableEntries (64 bits)
 * </pre>
 *
 * <p>Indexes are in the order of their spaces in the snapshot's record, then by size, then by position; none is there
 * twice. The tree of an index is described as that of a space is in {@link SnapshotDescriptor}. It never holds more than
 * its space does.
 */
public final class ArgumentIndexesDescriptor {
    /** The first four bytes, "MARG" read as a little-endian int. */
    static final int MAGIC = 'M' | 'A' << 8 | 'R' << 16 | 'G' << 24;

    /** Version of this layout. */
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;

    static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;

    public static final int SNAPSHOT_OFFSET = VERSION_OFFSET + Integer.BYTES;

    public static final int COUNT_OFFSET = SNAPSHOT_OFFSET + ContentHash.LENGTH;

    /** Length of the header, and so the offset of the first index. */
    public static final int HEADER_LENGTH = COUNT_OFFSET + Integer.BYTES;

    /** Offset, within an index, of the first half of its space's name. */
    static final int SPACE_ID_HIGH_OFFSET = 0;

    static final int SPACE_ID_LOW_OFFSET = SPACE_ID_HIGH_OFFSET + Long.BYTES;

    static final int SIZE_OFFSET = SPACE_ID_LOW_OFFSET + Long.BYTES;

    static final int POSITION_OFFSET = SIZE_OFFSET + Integer.BYTES;

    public static final int ROOT_OFFSET = POSITION_OFFSET + Integer.BYTES;

    static final int HEIGHT_OFFSET = ROOT_OFFSET + ContentHash.LENGTH;

    static final int ATOMS_OFFSET = HEIGHT_OFFSET + Integer.BYTES;

    static final int ENTRIES_OFFSET = ATOMS_OFFSET + Long.BYTES;

    static final int VARIABLE_ENTRIES_OFFSET = ENTRIES_OFFSET + Long.BYTES;

    /** Length of what is said of one index. */
    public static final int INDEX_LENGTH = VARIABLE_ENTRIES_OFFSET + Long.BYTES;

    private ArgumentIndexesDescriptor() {}
}
