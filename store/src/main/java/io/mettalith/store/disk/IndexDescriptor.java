package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;

/**
 * Byte layout of a part of a generation's index: what of the generation is published, and where in the map file it is.
 * Numbers are little-endian; a hash is its sixteen bytes as they are.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                        Magic "MIDX"                           |
 *  +---------------------------------------------------------------+
 *  |   CRC32C of all that follows up to the end of the checksums   |
 *  +---------------------------------------------------------------+
 *  |                           Version                             |
 *  +---------------------------------------------------------------+
 *  |                 Number of records in this part                |
 *  +---------------------------------------------------------------+
 *  |                   Length of the map file                      |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |          Length of the map's structure, see below             |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               CRC32C of the map's structure                   |
 *  +---------------------------------------------------------------+
 *  |                         Chunks used                           |
 *  +---------------------------------------------------------------+
 *  |      Number of values published by all parts up to this       |
 *  +---------------------------------------------------------------+
 *  |           Number of the first part that this covers           |
 *  +---------------------------------------------------------------+
 *  |  Checksums: CRC32C of each block of 128 records              ...
 *  +---------------------------------------------------------------+
 *  |  Records ...                                                 ...
 *  +---------------------------------------------------------------+
 *
 *   record := hash (128 bits) offset in the map file (64 bits) length (32 bits)
 * </pre>
 *
 * <p>Records are in the order of their hashes, unsigned; none is there twice. The last block may have fewer than 128.
 *
 * <p>A commit adds one part, named by the next number. It has the records of that commit, and those of the parts before
 * it that it <em>covers</em>, from the first one that it names up to itself: these are deleted, and of no meaning where
 * that has not happened. So parts are as the runs of a log-structured merge tree, few and of geometrically falling
 * length, and what one commit writes follows what it adds. The map's facts are those of the part with the greatest
 * number.
 *
 * <p>The <em>structure</em> of the map file is all before its first entry: Chronicle's header, locks and hash table. The
 * next writer goes on with the generation only if the structure is as it was when the last part was published. If a
 * writer died in the middle of something, it is not, and the generation is left as it is. Behind the last chunk used, the
 * map file has no blocks on the disk.
 */
public final class IndexDescriptor {
    /** The first four bytes, "MIDX" read as a little-endian int. */
    static final int MAGIC = 'M' | 'I' << 8 | 'D' << 16 | 'X' << 24;

    /** Version of this layout. */
    static final int VERSION = 2;

    static final int MAGIC_OFFSET = 0;

    static final int CHECKSUM_OFFSET = MAGIC_OFFSET + Integer.BYTES;

    static final int VERSION_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;

    static final int COUNT_OFFSET = VERSION_OFFSET + Integer.BYTES;

    public static final int MAP_LENGTH_OFFSET = COUNT_OFFSET + Integer.BYTES;

    static final int STRUCTURE_LENGTH_OFFSET = MAP_LENGTH_OFFSET + Long.BYTES;

    static final int STRUCTURE_CHECKSUM_OFFSET = STRUCTURE_LENGTH_OFFSET + Long.BYTES;

    static final int USED_CHUNKS_OFFSET = STRUCTURE_CHECKSUM_OFFSET + Integer.BYTES;

    static final int PUBLISHED_OFFSET = USED_CHUNKS_OFFSET + Integer.BYTES;

    static final int FIRST_COVERED_OFFSET = PUBLISHED_OFFSET + Integer.BYTES;

    /** Length of the header, and so the offset of the first checksum. */
    static final int HEADER_LENGTH = FIRST_COVERED_OFFSET + Integer.BYTES;

    static final int BLOCK_CHECKSUM_LENGTH = Integer.BYTES;

    /** How many records one checksum is of. */
    static final int BLOCK_RECORDS = 128;

    static final int RECORD_HASH_OFFSET = 0;

    static final int RECORD_OFFSET_OFFSET = RECORD_HASH_OFFSET + ContentHash.LENGTH;

    static final int RECORD_LENGTH_OFFSET = RECORD_OFFSET_OFFSET + Long.BYTES;

    /** Length of one record. */
    static final int RECORD_LENGTH = RECORD_LENGTH_OFFSET + Integer.BYTES;

    private IndexDescriptor() {}

    /** Returns the number of blocks that records take. */
    static int blocks(int records) {
        return (int) (((long) records + BLOCK_RECORDS - 1) / BLOCK_RECORDS);
    }

    /** Returns the offset of the first of so many records. */
    static long recordsOffset(int records) {
        return HEADER_LENGTH + (long) BLOCK_CHECKSUM_LENGTH * blocks(records);
    }

    /** Returns the length of a part with so many records. */
    static long length(int records) {
        return recordsOffset(records) + (long) RECORD_LENGTH * records;
    }
}
