package io.mettalith.store.segment;

/**
 * Byte layout of a segment: a block of sorted, front-coded entries. All header fields are little-endian.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        Magic "MSEG"                           |
 *  +---------------+---------------+-------------------------------+
 *  |    Version    |     Kind      |            Height             |
 *  +---------------+---------------+-------------------------------+
 *  |                     Length in bytes, whole                    |
 *  +---------------------------------------------------------------+
 *  |             End of the entries, offset in bytes               |
 *  +---------------------------------------------------------------+
 *  |                      Number of entries                        |
 *  +---------------------------------------------------------------+
 *  |                      Number of restarts                       |
 *  +---------------------------------------------------------------+
 *  |                          Owner word                           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |  Entries ...                                                 ...
 *  +---------------------------------------------------------------+
 *  |  Free space, only while the segment is owned                 ...
 *  +---------------------------------------------------------------+
 *  |  Restart offsets, 32 bits each, ascending, up to the length  ...
 *  +---------------------------------------------------------------+
 *
 *  entry := shared suffixLength value [stamp] suffix
 * </pre>
 *
 * <p>{@code shared} is how many leading bytes the key has in common with the key before it; a <em>restart</em> is an
 * entry whose {@code shared} is 0, so that a search can begin there. {@code shared}, {@code suffixLength}, {@code
 * value} and {@code stamp} are LEB128 varints. {@code value} is {@code count << 2 | ordered << 1 | variables}; the
 * stamp, the place of the first definition in its space, follows only where {@code ordered} is set.
 *
 * <p>The owner word is a 64-bit token. The one space that holds an equal token may write the segment in place; for
 * everybody else it is frozen. A sealed segment has owner word {@link #NO_OWNER} and no free space.
 */
public final class SegmentDescriptor {
    /** The first four bytes, "MSEG" read as a little-endian int. */
    public static final int MAGIC = 'M' | 'S' << 8 | 'E' << 16 | 'G' << 24;

    /** Version of this layout. */
    public static final byte VERSION = 1;

    /** Kind of a segment that holds atoms. */
    public static final byte KIND_ATOMS = 1;

    /** Kind of a sealed directory: its entries are references to segments, see {@link DirectoryCodec}. */
    public static final byte KIND_DIRECTORY = 2;

    /** Owner word of a segment that nobody may write. */
    public static final long NO_OWNER = 0L;

    /** Offset of the magic. */
    public static final int MAGIC_OFFSET = 0;

    /** Offset of the version byte. */
    public static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;

    /** Offset of the kind byte. */
    public static final int KIND_OFFSET = VERSION_OFFSET + Byte.BYTES;

    /** Offset of the height, 16 bits: 0 for atoms, one more than its children for a directory. */
    public static final int HEIGHT_OFFSET = KIND_OFFSET + Byte.BYTES;

    /** Offset of the length of the whole segment in bytes. */
    public static final int LENGTH_OFFSET = VERSION_OFFSET + Integer.BYTES;

    /** Offset of the field that holds where the entries end. */
    public static final int ENTRIES_END_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    /** Offset of the number of entries. */
    public static final int COUNT_OFFSET = ENTRIES_END_OFFSET + Integer.BYTES;

    /** Offset of the number of restarts. */
    public static final int RESTART_COUNT_OFFSET = COUNT_OFFSET + Integer.BYTES;

    /** Offset of the owner word, aligned to 8 bytes as atomic access needs. */
    public static final int OWNER_OFFSET = RESTART_COUNT_OFFSET + Integer.BYTES;

    /** Length of the header, and so the offset of the first entry. */
    public static final int HEADER_LENGTH = OWNER_OFFSET + Long.BYTES;

    /** Length of one restart offset. */
    public static final int RESTART_LENGTH = Integer.BYTES;

    /** Capacity of a full-grown owned segment. A segment is larger only where a single atom needs it. */
    public static final int CAPACITY = 4096;

    /** Capacity a new segment begins with; it doubles up to {@link #CAPACITY}. */
    public static final int INITIAL_CAPACITY = 256;

    /** A group of front-coded entries longer than this gets a new restart. */
    public static final int RESTART_INTERVAL = 16;

    /** Bit of an entry's value: the atom contains variables. */
    public static final int VARIABLES_FLAG = 1;

    /** Bit of an entry's value: a stamp follows. */
    public static final int ORDERED_FLAG = 2;

    /** How far the count is shifted in an entry's value. */
    public static final int COUNT_SHIFT = 2;

    private SegmentDescriptor() {}
}
