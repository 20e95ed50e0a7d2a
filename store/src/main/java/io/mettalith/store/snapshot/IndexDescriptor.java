package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;

/**
 * Byte layout of a generation's index: what of the generation is published, and where in the map file it is. Numbers are
 * little-endian; a hash is its sixteen bytes as they are.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        Magic "MIDX"                           |
 *  +---------------------------------------------------------------+
 *  |               CRC32C of all bytes that follow                 |
 *  +---------------------------------------------------------------+
 *  |                           Version                             |
 *  +---------------------------------------------------------------+
 *  |                      Number of records                        |
 *  +---------------------------------------------------------------+
 *  |                   Length of the map file                      |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |          Length of the map's structure, see below             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               CRC32C of the map's structure                   |
 *  +---------------------------------------------------------------+
 *  |                    Chunks used, at most                       |
 *  +---------------------------------------------------------------+
 *  |  Records ...                                                 ...
 *  +---------------------------------------------------------------+
 *
 *   record := hash (128 bits) offset in the map file (64 bits) length (32 bits)
 * </pre>
 *
 * <p>Records are in the order of their hashes, unsigned; none is there twice.
 *
 * <p>The <em>structure</em> of the map file is all before its first value: Chronicle's header, locks and hash table. The
 * next writer goes on with the generation only if the structure is as it was when the index was published. If a writer
 * died in the middle of something, it is not, and the generation is left as it is.
 */
final class IndexDescriptor {
    /** The first four bytes, "MIDX" read as a little-endian int. */
    static final int MAGIC = 'M' | 'I' << 8 | 'D' << 16 | 'X' << 24;

    /** Version of this layout. */
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;

    static final int CHECKSUM_OFFSET = MAGIC_OFFSET + Integer.BYTES;

    static final int VERSION_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;

    static final int COUNT_OFFSET = VERSION_OFFSET + Integer.BYTES;

    static final int MAP_LENGTH_OFFSET = COUNT_OFFSET + Integer.BYTES;

    static final int STRUCTURE_LENGTH_OFFSET = MAP_LENGTH_OFFSET + Long.BYTES;

    static final int STRUCTURE_CHECKSUM_OFFSET = STRUCTURE_LENGTH_OFFSET + Long.BYTES;

    static final int USED_CHUNKS_OFFSET = STRUCTURE_CHECKSUM_OFFSET + Integer.BYTES;

    /** Length of the header, and so the offset of the first record. */
    static final int HEADER_LENGTH = USED_CHUNKS_OFFSET + Integer.BYTES;

    static final int RECORD_HASH_OFFSET = 0;

    static final int RECORD_OFFSET_OFFSET = RECORD_HASH_OFFSET + ContentHash.LENGTH;

    static final int RECORD_LENGTH_OFFSET = RECORD_OFFSET_OFFSET + Long.BYTES;

    /** Length of one record. */
    static final int RECORD_LENGTH = RECORD_LENGTH_OFFSET + Integer.BYTES;

    private IndexDescriptor() {}
}
