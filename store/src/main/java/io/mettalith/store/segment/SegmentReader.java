package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.COUNT_SHIFT;
import static io.mettalith.store.segment.SegmentDescriptor.ENTRIES_END_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_ATOMS;
import static io.mettalith.store.segment.SegmentDescriptor.ORDERED_FLAG;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.VARIABLES_FLAG;

import java.util.Arrays;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a sealed segment of unknown origin entry by entry, and checks each rule of {@link SegmentDescriptor} on the way:
 * bounds, restarts, ascending keys, and at the end the counts. What it has returned is as the rules say; it stays within
 * the length that it is given, whatever the bytes are.
 *
 * <p>Threading: to be wrapped and reused by one thread. Lifetime: a view, valid while the memory is. Complexity: linear
 * in the bytes; allocates only while its key buffer grows.
 */
public final class SegmentReader {
    private final VarintReader varints = new VarintReader();
    private final UnsafeBuffer keyView = new UnsafeBuffer(0, 0);
    private byte[] key = new byte[256];
    private long address;
    private int entriesEnd;
    private int restartsOffset;
    private int restartCount;
    /** The last offset from which eight bytes are still within the segment. */
    private int lastWordOffset;

    private int count;
    private int seen;
    private int nextRestart;
    private int offset;
    private int shared;
    private int keyLength;
    private long value;
    private long stamp;

    /** Makes a reader of nothing, to be wrapped. */
    public SegmentReader() {
        keyView.wrap(key);
    }

    /**
     * Goes before the first entry.
     *
     * @throws SegmentDamagedException if the header is not that of a sealed segment of this length
     */
    public SegmentReader wrap(long segment, int length) {
        SegmentHeader.verify(segment, length, KIND_ATOMS);
        address = segment;
        entriesEnd = UnsafeApi.getInt(segment + ENTRIES_END_OFFSET);
        restartCount = UnsafeApi.getInt(segment + RESTART_COUNT_OFFSET);
        count = UnsafeApi.getInt(segment + COUNT_OFFSET);
        final int mostRestarts = (length - HEADER_LENGTH) / RESTART_LENGTH;
        if (restartCount <= 0 || restartCount > mostRestarts) {
            throw new SegmentDamagedException("restarts", RESTART_COUNT_OFFSET, "1.." + mostRestarts, restartCount);
        }
        restartsOffset = length - RESTART_LENGTH * restartCount;
        if (entriesEnd != restartsOffset) {
            throw new SegmentDamagedException("entriesEnd", ENTRIES_END_OFFSET, restartsOffset, entriesEnd);
        }
        lastWordOffset = length - Long.BYTES;
        seen = 0;
        nextRestart = 0;
        keyLength = 0;
        offset = HEADER_LENGTH;
        varints.wrap(segment, HEADER_LENGTH, entriesEnd);
        return this;
    }

    /**
     * Goes to the next entry; returns false, after the whole has been checked, where there is none.
     *
     * @throws SegmentDamagedException if the entry, or the whole, breaks a rule
     */
    public boolean advance() {
        offset = varints.offset();
        if (offset >= entriesEnd) {
            verifyEnd();
            return false;
        }
        final long sharedLength = varints.next();
        final long suffixLength = varints.next();
        value = varints.next();
        stamp = (value & ORDERED_FLAG) == 0 ? 0 : varints.next();
        verifyValue();
        verifyLengths(sharedLength, suffixLength);
        shared = (int) sharedLength;
        verifyRestart();
        appendSuffix((int) suffixLength);
        seen++;
        return true;
    }

    private void verifyEnd() {
        if (seen != count) {
            throw new SegmentDamagedException("count", COUNT_OFFSET, seen, count);
        }
        if (nextRestart != restartCount) {
            throw new SegmentDamagedException(
                    "restart",
                    restartsOffset + RESTART_LENGTH * nextRestart,
                    "offset of an entry",
                    restartAt(nextRestart));
        }
    }

    private void verifyValue() {
        final long count = value >>> COUNT_SHIFT;
        if (count == 0 || !AtomCount.fits(count)) {
            throw new SegmentDamagedException("entryCount", offset, "1.." + AtomCount.MAX, count);
        }
        if (stamp == 0 && (value & ORDERED_FLAG) != 0) {
            throw new SegmentDamagedException("stamp", offset, ">0", 0);
        }
    }

    private void verifyLengths(long sharedLength, long suffixLength) {
        if (sharedLength > keyLength) {
            throw new SegmentDamagedException("shared", offset, "<=" + keyLength, sharedLength);
        }
        final int most = entriesEnd - varints.offset();
        if (suffixLength <= 0 || suffixLength > most) {
            throw new SegmentDamagedException("suffix", offset, "1.." + most, suffixLength);
        }
    }

    private void verifyRestart() {
        if (nextRestart < restartCount && restartAt(nextRestart) == offset) {
            if (shared != 0) {
                throw new SegmentDamagedException("shared", offset, 0, shared);
            }
            nextRestart++;
        } else if (seen == 0) {
            throw new SegmentDamagedException("restart", restartsOffset, HEADER_LENGTH, restartAt(0));
        }
    }

    private int restartAt(int index) {
        return UnsafeApi.getInt(address + restartsOffset + (long) RESTART_LENGTH * index);
    }

    /** Puts the key together, which has to be greater than the one before. */
    private void appendSuffix(int suffixLength) {
        final int suffixOffset = varints.offset();
        final int rest = keyLength - shared;
        final int compared = Math.min(rest, suffixLength);
        final int common = Bytes.commonPrefix(key, shared, address + suffixOffset, compared);
        final boolean ascending = common < compared
                ? (key[shared + common] & 0xFF) < (UnsafeApi.getByte(address + suffixOffset + common) & 0xFF)
                : suffixLength > rest;
        if (!ascending) {
            throw new SegmentDamagedException("order", offset, "a greater key than before", "none");
        }
        reserve(shared + suffixLength + Long.BYTES);
        if (suffixOffset + suffixLength <= lastWordOffset) {
            Bytes.readKey(address + suffixOffset, key, shared, suffixLength);
        } else {
            Bytes.read(address + suffixOffset, key, shared, suffixLength);
        }
        keyLength = shared + suffixLength;
        varints.skip(suffixLength);
    }

    private void reserve(int length) {
        if (length > key.length) {
            key = Arrays.copyOf(key, Math.max(2 * key.length, length));
            keyView.wrap(key);
        }
    }

    /** Returns where the entry begins, in bytes from the beginning of the segment. */
    public int offset() {
        return offset;
    }

    /** Returns how many leading bytes of the key the entry takes from the key before. */
    public int shared() {
        return shared;
    }

    /** Returns the buffer whose first {@link #keyLength()} bytes are the key; valid until the next move. */
    public byte[] key() {
        return key;
    }

    /** Returns a view of {@link #key()}, whose bytes behind the key mean nothing; valid until the next move. */
    public UnsafeBuffer keyView() {
        return keyView;
    }

    /** Returns the length of the key in bytes. */
    public int keyLength() {
        return keyLength;
    }

    /** Returns how many copies of the atom there are, at least 1. */
    public long count() {
        return value >>> COUNT_SHIFT;
    }

    /** Reports whether the entry says that its atom contains variables. */
    public boolean hasVariables() {
        return (value & VARIABLES_FLAG) != 0;
    }

    /** Returns the place of a definition in its space, or 0 where the entry has none. */
    public long stamp() {
        return stamp;
    }
}
