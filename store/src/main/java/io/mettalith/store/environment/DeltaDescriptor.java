package io.mettalith.store.environment;

import io.mettalith.store.segment.ContentHash;

/**
 * Byte layout of a {@link Delta}. Equal deltas have equal bytes, on every machine. Numbers of fixed length are
 * little-endian; a hash is its sixteen bytes as they are.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        Magic "MDLT"                           |
 *  +---------------------------------------------------------------+
 *  |                           Version                             |
 *  +---------------------------------------------------------------+
 *  |                     Length in bytes, whole                    |
 *  +---------------------------------------------------------------+
 *  |                      Number of spaces                         |
 *  +---------------------------------------------------------------+
 *  |                                                               |
 *  |                         Id of the base                        |
 *  |                                                               |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |  Spaces ...                                                  ...
 *  +---------------------------------------------------------------+
 *  |              CRC32C of everything before it                   |
 *  +---------------------------------------------------------------+
 *
 *  space := idHigh (64 bits) idLow (64 bits) existence (64 bits) entries (32 bits) entry*
 *  entry := head suffixLength suffix count [moves moment]
 *  head  := {@literal shared << 2 | placed << 1 | variables}
 * </pre>
 *
 * <p>Spaces ascend by id, the entries of a space by the atom's code. {@code existence} is signed: how often the space was
 * made, less how often it was removed; 0 for the main space, which always is. A space with neither existence nor entries
 * is left out, and so is an entry whose numbers are all 0.
 *
 * <p>{@code shared} is how many leading bytes the code has in common with the one before it in its space, as many as
 * there are. {@code head} and {@code suffixLength} are LEB128 varints; {@code count}, {@code moves} and {@code moment}
 * are signed 64-bit numbers, zig-zag coded ({@code 0, -1, 1, -2} are {@code 0, 1, 2, 3}) as such varints. Each varint
 * has its shortest form. {@code moves} and {@code moment} are there only for definitions, and only where one of them is
 * not 0, which {@code placed} says; {@code variables} says whether the atom has any.
 */
final class DeltaDescriptor {
    /** The first four bytes, "MDLT" read as a little-endian int. */
    static final int MAGIC = 'M' | 'D' << 8 | 'L' << 16 | 'T' << 24;

    /** Version of this layout. */
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;

    static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;

    static final int LENGTH_OFFSET = VERSION_OFFSET + Integer.BYTES;

    static final int SPACES_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    static final int BASE_OFFSET = SPACES_OFFSET + Integer.BYTES;

    /** Length of the header, and so the offset of the first space. */
    static final int HEADER_LENGTH = BASE_OFFSET + ContentHash.LENGTH;

    static final int SPACE_ID_HIGH_OFFSET = 0;

    static final int SPACE_ID_LOW_OFFSET = SPACE_ID_HIGH_OFFSET + Long.BYTES;

    static final int SPACE_EXISTENCE_OFFSET = SPACE_ID_LOW_OFFSET + Long.BYTES;

    static final int SPACE_ENTRIES_OFFSET = SPACE_EXISTENCE_OFFSET + Long.BYTES;

    /** Length of what is said of a space before its entries. */
    static final int SPACE_HEADER_LENGTH = SPACE_ENTRIES_OFFSET + Integer.BYTES;

    /** Length of the checksum at the end. */
    static final int CHECKSUM_LENGTH = Integer.BYTES;

    /** Length of a delta that changes nothing; none is shorter. */
    static final int EMPTY_LENGTH = HEADER_LENGTH + CHECKSUM_LENGTH;

    /** Bit of an entry's head: the atom contains variables. */
    static final int VARIABLES_FLAG = 1;

    /** Bit of an entry's head: moves and moment follow the count. */
    static final int PLACED_FLAG = 2;

    /** How far the shared length is shifted in an entry's head. */
    static final int SHARED_SHIFT = 2;

    private DeltaDescriptor() {}
}
