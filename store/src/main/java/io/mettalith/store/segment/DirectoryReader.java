package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.ENTRIES_END_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.HEIGHT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_DIRECTORY;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_COUNT_OFFSET;

import org.agrona.UnsafeApi;

/**
 * Reads a sealed directory of unknown origin child by child, and checks on the way what {@link DirectoryCodec} lays out.
 * It stays within the length that it is given, whatever the bytes are.
 *
 * <p>Threading: to be wrapped and reused by one thread. Lifetime: a view, valid while the memory is.
 */
public final class DirectoryReader {
    /** No tree is higher. */
    static final int MAX_HEIGHT = 31;

    /** A directory has at least this many bytes per child. */
    private static final int MINIMUM_ENTRY_LENGTH = ContentHash.LENGTH + 3;

    private final VarintReader varints = new VarintReader();
    private final byte[] hashBytes = new byte[ContentHash.LENGTH];
    private long address;
    private int end;
    private int count;
    private int height;
    private int seen;
    private int offset;
    private ContentHash hash;
    private long entries;
    private int keyOffset;
    private int keyLength;

    /** Makes a reader of nothing, to be wrapped. */
    public DirectoryReader() {}

    /**
     * Goes before the first child.
     *
     * @throws SegmentDamagedException if the header is not that of a sealed directory of this length
     */
    public DirectoryReader wrap(long directory, int length) {
        SegmentHeader.verify(directory, length, KIND_DIRECTORY);
        address = directory;
        end = UnsafeApi.getInt(directory + ENTRIES_END_OFFSET);
        count = UnsafeApi.getInt(directory + COUNT_OFFSET);
        height = UnsafeApi.getShort(directory + HEIGHT_OFFSET);
        final int restarts = UnsafeApi.getInt(directory + RESTART_COUNT_OFFSET);
        final int most = (length - HEADER_LENGTH) / MINIMUM_ENTRY_LENGTH;
        check("entriesEnd", ENTRIES_END_OFFSET, end == length, length, end);
        check("count", COUNT_OFFSET, count <= most, most, count);
        check("height", HEIGHT_OFFSET, height > 0 && height <= MAX_HEIGHT, MAX_HEIGHT, height);
        check("restarts", RESTART_COUNT_OFFSET, restarts == 0, 0, restarts);
        seen = 0;
        varints.wrap(directory, HEADER_LENGTH, end);
        return this;
    }

    private static void check(String field, int offset, boolean holds, int expected, int actual) {
        if (!holds) {
            throw new SegmentDamagedException(field, offset, expected, actual);
        }
    }

    /**
     * Goes to the next child; returns false, after the whole has been checked, where there is none.
     *
     * @throws SegmentDamagedException if the child's entry, or the whole, breaks a rule
     */
    public boolean advance() {
        offset = varints.offset();
        if (seen == count) {
            check("entriesEnd", ENTRIES_END_OFFSET, offset == end, offset, end);
            return false;
        }
        check("child", offset, end - offset >= MINIMUM_ENTRY_LENGTH, MINIMUM_ENTRY_LENGTH, end - offset);
        Bytes.read(address + offset, hashBytes, 0, hashBytes.length);
        hash = ContentHash.fromBytes(hashBytes, 0);
        varints.skip(ContentHash.LENGTH);
        entries = varints.next();
        final long length = varints.next();
        keyOffset = varints.offset();
        if (length <= 0 || length > end - keyOffset) {
            throw new SegmentDamagedException("firstKey", offset, "1.." + (end - keyOffset), length);
        }
        keyLength = (int) length;
        varints.skip(keyLength);
        seen++;
        return true;
    }

    /** Returns the number of children. */
    public int count() {
        return count;
    }

    /** Returns the number of levels below, at least 1. */
    public int height() {
        return height;
    }

    /** Returns where the child's entry begins, in bytes from the beginning of the directory. */
    public int offset() {
        return offset;
    }

    /** Returns the hash of the child's bytes. */
    public ContentHash hash() {
        return hash;
    }

    /** Returns how many distinct atoms the directory says there are below the child. */
    public long entries() {
        return entries;
    }

    /** Returns a copy of what the directory says is the first key below the child. */
    public byte[] firstKey() {
        final byte[] key = new byte[keyLength];
        Bytes.read(address + keyOffset, key, 0, keyLength);
        return key;
    }

    int keyOffset() {
        return keyOffset;
    }

    int keyLength() {
        return keyLength;
    }
}
