package io.mettalith.store.disk;

import static io.mettalith.store.disk.IndexDescriptor.BLOCK_CHECKSUM_LENGTH;
import static io.mettalith.store.disk.IndexDescriptor.BLOCK_RECORDS;
import static io.mettalith.store.disk.IndexDescriptor.CHECKSUM_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.COUNT_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.FIRST_COVERED_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.HEADER_LENGTH;
import static io.mettalith.store.disk.IndexDescriptor.MAGIC;
import static io.mettalith.store.disk.IndexDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.MAP_LENGTH_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.PUBLISHED_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.RECORD_LENGTH;
import static io.mettalith.store.disk.IndexDescriptor.RECORD_LENGTH_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.RECORD_OFFSET_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.STRUCTURE_CHECKSUM_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.STRUCTURE_LENGTH_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.USED_CHUNKS_OFFSET;
import static io.mettalith.store.disk.IndexDescriptor.VERSION;
import static io.mettalith.store.disk.IndexDescriptor.VERSION_OFFSET;

import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A part of a generation's index: a view of a file that is laid out as {@link IndexDescriptor} says. The header is
 * verified at once, a block of records when it is first read, so that opening a large store reads little.
 *
 * <p>Complexity: a search begins where the hash would be if all were spread evenly, as hashes are, and so touches about
 * two blocks.
 *
 * <p>Threading: immutable but for the marks of what has been verified, which any thread may set.
 */
public final class IndexPart {
    /** What {@link #find} returns for a hash that is not there. */
    static final int ABSENT = -1;

    private static final int FIRST_STRIDE = 8;

    private final ByteBuffer bytes;
    private final Path file;
    private final int count;
    private final int recordsOffset;
    private final Marks verifiedBlocks;
    private final Marks verifiedValues;

    private IndexPart(ByteBuffer bytes, Path file) {
        this.bytes = bytes;
        this.file = file;
        this.count = bytes.getInt(COUNT_OFFSET);
        this.recordsOffset = (int) IndexDescriptor.recordsOffset(count);
        this.verifiedBlocks = new Marks(IndexDescriptor.blocks(count));
        this.verifiedValues = new Marks(count);
    }

    /**
     * Returns a view of a part.
     *
     * @param file it comes from, for messages
     * @throws StoreDamagedException if the header is not as it was written, or the length does not fit it
     * @throws StoreTooNewException if it has a later layout
     */
    public static IndexPart of(ByteBuffer mapped, Path file) {
        final ByteBuffer bytes = mapped.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        final int length = bytes.limit();
        if (length < HEADER_LENGTH) {
            throw damaged(file, "lengthBytes", ">=" + HEADER_LENGTH, length);
        }
        checkHex(file, "magic", MAGIC, bytes.getInt(MAGIC_OFFSET));
        final int version = bytes.getInt(VERSION_OFFSET);
        final int records = bytes.getInt(COUNT_OFFSET);
        if (version == VERSION && (records < 0 || IndexDescriptor.length(records) != length)) {
            throw damaged(file, "lengthBytes", records < 0 ? "records>=0" : IndexDescriptor.length(records), length);
        }
        final int checked = version == VERSION ? (int) IndexDescriptor.recordsOffset(records) : length;
        final int checksum = Checksum.of(bytes, VERSION_OFFSET, checked - VERSION_OFFSET);
        if (version > VERSION) {
            throw new StoreTooNewException("index of another layout: path=" + file + ", version=" + version
                    + ", newestVersion=" + VERSION + "; read it with a later release");
        }
        checkHex(file, "version", VERSION, version);
        checkHex(file, "crc32c", bytes.getInt(CHECKSUM_OFFSET), checksum);
        return new IndexPart(bytes, file);
    }

    private static void checkHex(Path file, String field, int expected, int actual) {
        if (expected != actual) {
            throw damaged(file, field, Integer.toHexString(expected), Integer.toHexString(actual));
        }
    }

    private static StoreDamagedException damaged(Path file, String field, Object expected, Object actual) {
        return new StoreDamagedException(
                "index is not as it was written: path=" + file + ", field=" + field + ", expected=" + expected
                        + ", actual=" + actual + "; restore segments/ from a copy",
                field,
                expected,
                actual);
    }

    /** Returns the file it comes from. */
    public Path file() {
        return file;
    }

    /** Returns the number of records. */
    public int count() {
        return count;
    }

    /** Returns the number of values that the generation had when this was published. */
    int published() {
        return bytes.getInt(PUBLISHED_OFFSET);
    }

    /** Returns the number of the first part that this one covers. */
    int firstCovered() {
        return bytes.getInt(FIRST_COVERED_OFFSET);
    }

    MapFacts map() {
        return new MapFacts(
                bytes.getLong(MAP_LENGTH_OFFSET),
                bytes.getLong(STRUCTURE_LENGTH_OFFSET),
                bytes.getInt(STRUCTURE_CHECKSUM_OFFSET),
                bytes.getInt(USED_CHUNKS_OFFSET));
    }

    /* ---------------- Records ---------------- */

    /**
     * Returns the position of a hash, or {@link #ABSENT}.
     *
     * @throws StoreDamagedException if the records that it reads are not as they were written
     */
    int find(ContentHash hash) {
        if (count == 0) {
            return ABSENT;
        }
        final int guess = guess(hash);
        final int order = compare(guess, hash);
        if (order == 0) {
            return guess;
        }
        return order < 0 ? findAbove(guess, hash) : findBelow(guess, hash);
    }

    private int guess(ContentHash hash) {
        return (int) ((hash.high() >>> 11) * 0x1p-53 * count);
    }

    private int findAbove(int guess, ContentHash hash) {
        int low = guess + 1;
        int high = low;
        for (int stride = FIRST_STRIDE; high < count && compare(high, hash) < 0; stride *= 2) {
            low = high + 1;
            high = (int) Math.min(count, (long) high + stride);
        }
        return find(hash, low, Math.min(high, count - 1));
    }

    private int findBelow(int guess, ContentHash hash) {
        int high = guess - 1;
        int low = high;
        for (int stride = FIRST_STRIDE; low >= 0 && compare(low, hash) > 0; stride *= 2) {
            high = low - 1;
            low = (int) Math.max(-1, (long) low - stride);
        }
        return find(hash, Math.max(low, 0), high);
    }

    /** Searches from {@code from} to {@code to}, both included. */
    private int find(ContentHash hash, int from, int to) {
        int low = from;
        int high = to;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final int order = compare(middle, hash);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ABSENT;
    }

    private int compare(int position, ContentHash hash) {
        verifyBlockOf(position);
        final int at = at(position);
        final int byHigh = Long.compareUnsigned(bigEndian(at), hash.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(bigEndian(at + Long.BYTES), hash.low());
    }

    private long bigEndian(int offset) {
        return Long.reverseBytes(bytes.getLong(offset));
    }

    private int at(int position) {
        return recordsOffset + RECORD_LENGTH * position;
    }

    /** Returns where in the file the record at a position is. */
    public int offset(int position) {
        return at(position);
    }

    /** Returns the hash at a position. */
    public ContentHash hash(int position) {
        verifyBlockOf(position);
        final int at = at(position);
        return new ContentHash(bigEndian(at), bigEndian(at + Long.BYTES));
    }

    /** Returns where the value at a position is. */
    public Extent extent(int position) {
        verifyBlockOf(position);
        final int at = at(position);
        return new Extent(bytes.getLong(at + RECORD_OFFSET_OFFSET), bytes.getInt(at + RECORD_LENGTH_OFFSET));
    }

    /** Copies the record at a position. */
    void copyRecord(int position, ByteBuffer target) {
        verifyBlockOf(position);
        target.put(bytes.duplicate().limit(at(position + 1)).position(at(position)));
    }

    private void verifyBlockOf(int position) {
        final int block = position / BLOCK_RECORDS;
        if (!verifiedBlocks.has(block)) {
            verifyBlock(block);
            verifiedBlocks.set(block);
        }
    }

    private void verifyBlock(int block) {
        final int from = at(block * BLOCK_RECORDS);
        final int to = at(Math.min(count, (block + 1) * BLOCK_RECORDS));
        final int expected = bytes.getInt(HEADER_LENGTH + BLOCK_CHECKSUM_LENGTH * block);
        checkHex(file, "block" + block + "Crc32c", expected, Checksum.of(bytes, from, to - from));
    }

    /**
     * Verifies all records that have not been read yet.
     *
     * @throws StoreDamagedException if some are not as they were written
     */
    public void verify() {
        for (int position = 0; position < count; position += BLOCK_RECORDS) {
            verifyBlockOf(position);
        }
    }

    /* ---------------- Values ---------------- */

    /** Reports whether {@link #setVerified} was called: the bytes of the value have the hash. */
    boolean isVerified(int position) {
        return verifiedValues.has(position);
    }

    void setVerified(int position) {
        verifiedValues.set(position);
    }
}
