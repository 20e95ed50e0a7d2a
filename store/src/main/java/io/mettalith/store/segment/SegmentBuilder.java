package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.CAPACITY;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_INTERVAL;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_LENGTH;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Front-codes ascending keys into one segment after the other. Reusable; not thread-safe.
 *
 * <p>Restarts are evenly spaced, so rebuilding a segment also evens out what in-place edits have left uneven.
 */
final class SegmentBuilder {
    private byte[] entries = new byte[2 * CAPACITY];
    private int entriesLength;
    private int[] restarts = new int[CAPACITY / 32];
    private int restartCount;
    private byte[] lastKey = new byte[256];
    private int lastKeyLength;
    private int count;

    int count() {
        return count;
    }

    /** Returns the bytes of the buffers, which grow with the largest atom. */
    int bufferLength() {
        return entries.length + lastKey.length;
    }

    /** Returns what a segment of the entries so far would take. */
    int usedBytes() {
        return HEADER_LENGTH + entriesLength + RESTART_LENGTH * restartCount;
    }

    /** Reports whether the entry would push a segment that has entries already over {@link SegmentDescriptor#CAPACITY}. */
    boolean wouldOverflow(byte[] key, int length, long value, long stamp) {
        if (count == 0) {
            return false;
        }
        final boolean restart = isRestartNext();
        final int shared = restart ? 0 : sharedWithLast(key, length);
        return usedBytes() + entryLength(shared, length, value, stamp) + (restart ? RESTART_LENGTH : 0) > CAPACITY;
    }

    /** Reports whether, in a tree of normal form, the segment ends before the entry: see {@link Boundaries}. */
    boolean endsBefore(byte[] key, int length, long value, long stamp) {
        return Boundaries.endsSegment(usedBytes(), key, length) || wouldOverflow(key, length, value, stamp);
    }

    /** Appends an entry whose key is greater than all before. */
    void add(byte[] key, int length, long value, long stamp) {
        final boolean restart = isRestartNext();
        final int shared = restart ? 0 : sharedWithLast(key, length);
        if (restart) {
            addRestart();
        }
        reserve(entryLength(shared, length, value, stamp));
        putVarint(shared);
        putVarint(length - shared);
        putVarint(value);
        if (stamp != 0) {
            putVarint(stamp);
        }
        System.arraycopy(key, shared, entries, entriesLength, length - shared);
        entriesLength += length - shared;
        remember(key, shared, length);
        count++;
    }

    /** Writes the entries so far into a new segment with at least the given capacity and begins the next one. */
    Segment finish(int minimumCapacity, Generation generation) {
        final int capacity = Math.max(minimumCapacity, (usedBytes() + 15) & ~15);
        final Segment segment = Segment.allocate(capacity, generation);
        final long address = segment.address();
        Bytes.write(entries, 0, address + HEADER_LENGTH, entriesLength);
        segment.setEntriesEnd(HEADER_LENGTH + entriesLength);
        segment.setCount(count);
        segment.setRestartCount(restartCount);
        final long table = address + segment.restartsOffset();
        for (int i = 0; i < restartCount; i++) {
            UnsafeApi.putInt(table + (long) RESTART_LENGTH * i, restarts[i]);
        }
        reset();
        return segment;
    }

    /** Forgets the entries so far. */
    void reset() {
        entriesLength = 0;
        restartCount = 0;
        lastKeyLength = 0;
        count = 0;
    }

    private boolean isRestartNext() {
        return count % RESTART_INTERVAL == 0;
    }

    private int sharedWithLast(byte[] key, int length) {
        final int common = Arrays.mismatch(key, 0, length, lastKey, 0, lastKeyLength);
        return common < 0 ? length : common;
    }

    private static int entryLength(int shared, int length, long value, long stamp) {
        return Bytes.varintLength(shared)
                + Bytes.varintLength(length - shared)
                + Bytes.varintLength(value)
                + (stamp == 0 ? 0 : Bytes.varintLength(stamp))
                + length
                - shared;
    }

    private void addRestart() {
        if (restartCount == restarts.length) {
            restarts = Arrays.copyOf(restarts, 2 * restarts.length);
        }
        restarts[restartCount++] = HEADER_LENGTH + entriesLength;
    }

    private void reserve(int bytes) {
        if (entriesLength + bytes > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(2 * entries.length, entriesLength + bytes));
        }
    }

    private void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            entries[entriesLength++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        entries[entriesLength++] = (byte) rest;
    }

    private void remember(byte[] key, int from, int length) {
        if (length > lastKey.length) {
            lastKey = Arrays.copyOf(lastKey, Math.max(2 * lastKey.length, length));
        }
        System.arraycopy(key, from, lastKey, from, length - from);
        lastKeyLength = length;
    }
}
