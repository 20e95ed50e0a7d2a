package io.mettalith.store.segment;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Walks the entries of one segment in key order and puts each key together. Reusable; not thread-safe; allocates only
 * while its key buffer grows.
 */
final class SegmentCursor {
    private Segment segment;
    private long next;
    private long end;
    private byte[] key = new byte[256];
    private int keyLength;
    private int shared;
    private long value;
    private long stamp;

    /** Goes before the first entry of {@code target}. */
    void wrap(Segment target) {
        segment = target;
        next = target.address() + SegmentDescriptor.HEADER_LENGTH;
        end = target.address() + target.entriesEnd();
        keyLength = 0;
    }

    /** Goes to the first entry whose key is not less than {@code lower}; returns false where there is none. */
    boolean seek(byte[] lower, int length) {
        final int group = segment.lastRestartNotAfter(lower, length);
        next = segment.address() + segment.restart(Math.max(0, group));
        keyLength = 0;
        while (advance()) {
            if (Arrays.compareUnsigned(key, 0, keyLength, lower, 0, length) >= 0) {
                shared = 0;
                return true;
            }
        }
        return false;
    }

    /** Goes to the next entry; returns false, and stays exhausted, where there is none. */
    boolean advance() {
        if (next >= end) {
            return false;
        }
        long at = next;
        int sharedLength = UnsafeApi.getByte(at++);
        if (sharedLength < 0) {
            sharedLength = (int) Bytes.getVarint(at - 1);
            at = EntryLayout.afterVarint(at - 1);
        }
        int suffixLength = UnsafeApi.getByte(at++);
        if (suffixLength < 0) {
            suffixLength = (int) Bytes.getVarint(at - 1);
            at = EntryLayout.afterVarint(at - 1);
        }
        value = UnsafeApi.getByte(at++);
        if (value < 0) {
            value = Bytes.getVarint(at - 1);
            at = EntryLayout.afterVarint(at - 1);
        }
        if ((value & SegmentDescriptor.ORDERED_FLAG) == 0) {
            stamp = 0;
        } else {
            stamp = Bytes.getVarint(at);
            at = EntryLayout.afterVarint(at);
        }
        shared = sharedLength;
        keyLength = sharedLength + suffixLength;
        if (keyLength > key.length) {
            key = Arrays.copyOf(key, Math.max(2 * key.length, keyLength));
        }
        Bytes.read(at, key, sharedLength, suffixLength);
        next = at + suffixLength;
        Reference.reachabilityFence(segment);
        return true;
    }

    /** Returns how many keys begin with {@code prefix}. */
    int countWithPrefix(byte[] prefix, int length) {
        int count = 0;
        for (boolean found = seek(prefix, length); found && startsWith(prefix, length); found = advance()) {
            count++;
        }
        return count;
    }

    /** Returns how many keys are less than {@code bound}. */
    int countBefore(byte[] bound, int length) {
        int count = 0;
        while (advance() && Arrays.compareUnsigned(key, 0, keyLength, bound, 0, length) < 0) {
            count++;
        }
        return count;
    }

    private boolean startsWith(byte[] prefix, int length) {
        return keyLength >= length && Arrays.equals(key, 0, length, prefix, 0, length);
    }

    /** Returns the buffer whose first {@link #keyLength()} bytes are the key; valid until the next move. */
    byte[] key() {
        return key;
    }

    int keyLength() {
        return keyLength;
    }

    /** Returns how many leading bytes are certainly the same as those of the key before; 0 after a seek. */
    int sharedLength() {
        return shared;
    }

    /** Returns the value word: count and flags. */
    long value() {
        return value;
    }

    long stamp() {
        return stamp;
    }

    long count() {
        return value >>> SegmentDescriptor.COUNT_SHIFT;
    }

    boolean hasVariables() {
        return (value & SegmentDescriptor.VARIABLES_FLAG) != 0;
    }

    /** Drops the handle, so that the segment may be collected. */
    void release() {
        segment = null;
        next = 0;
        end = 0;
    }
}
