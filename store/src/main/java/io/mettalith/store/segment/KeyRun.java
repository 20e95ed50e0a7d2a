package io.mettalith.store.segment;

import java.util.Arrays;

/**
 * Records of keys, one after the other in off-heap chunks: appended, then read once from the first to the last. See
 * {@link KeyLayout}.
 *
 * <p>Chunks grow from small to the usual size, so that few keys take little; a record longer than a chunk gets one of
 * its own. Reading frees each chunk behind itself. Not thread-safe.
 */
final class KeyRun {
    private static final int FIRST_CHUNK_BYTES = 1 << 12;

    private final KeyMemory memory;
    private final int chunkBytes;

    /** Of each chunk, its address and the address behind its last record. */
    private long[] chunks = new long[4];

    private int chunkCount;
    private long end;
    private long limit;
    private long last;
    private int keys;
    private long bytes;

    private int chunk = -1;
    private long record;
    private long chunkEnd;

    KeyRun(KeyMemory memory, int chunkBytes) {
        this.memory = memory;
        this.chunkBytes = chunkBytes;
    }

    int keys() {
        return keys;
    }

    /** Returns the bytes of all records. */
    long bytes() {
        return bytes;
    }

    /** Returns the record that was appended last. */
    long last() {
        return last;
    }

    /** Appends a key from an array. */
    void add(byte[] key, int length, boolean variables, long stamp, long count) {
        Bytes.writeKey(key, length, append(length, variables, stamp, count));
    }

    /** Appends the key of another run's record, with a stamp and a count of its own. */
    void add(long other, boolean variables, long stamp, long count) {
        final int length = KeyLayout.length(other);
        Bytes.copyKey(KeyLayout.key(other), append(length, variables, stamp, count), length);
    }

    /** Appends all of a record but the key; returns the address to write that to. */
    private long append(int length, boolean variables, long stamp, long count) {
        final long recordLength = KeyLayout.recordLength(length, stamp, count);
        if (recordLength > limit - end) {
            addChunk(recordLength);
        }
        last = end;
        end += recordLength;
        chunks[2 * chunkCount - 1] = end;
        keys++;
        bytes += recordLength;
        return KeyLayout.putHeader(last, length, variables, stamp, count);
    }

    private void addChunk(long recordLength) {
        if (2 * chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunks.length);
        }
        final int grown = chunkCount < 16 ? Math.min(chunkBytes, FIRST_CHUNK_BYTES << chunkCount) : chunkBytes;
        final long length = Math.max(grown, recordLength);
        final long address = memory.allocate(length + KeyLayout.PADDING);
        chunks[2 * chunkCount] = address;
        chunks[2 * chunkCount + 1] = address;
        chunkCount++;
        end = address;
        limit = address + length;
    }

    /** Takes records in the order in which they were appended. */
    interface Visitor {
        void record(long record);
    }

    /** Shows all records, without freeing anything. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < chunkCount; i++) {
            final long behind = chunks[2 * i + 1];
            for (long at = chunks[2 * i]; at < behind; at = KeyLayout.end(at)) {
                visitor.record(at);
            }
        }
    }

    /** Moves to the next record and returns its address, 0 after the last. The record before may be gone then. */
    long next() {
        if (record != 0) {
            record = KeyLayout.end(record);
        }
        if (record == chunkEnd) {
            nextChunk();
        }
        return record;
    }

    private void nextChunk() {
        freeChunk();
        if (++chunk < chunkCount) {
            record = chunks[2 * chunk];
            chunkEnd = chunks[2 * chunk + 1];
        } else {
            record = 0;
            chunkEnd = 0;
        }
    }

    private void freeChunk() {
        if (chunk >= 0 && chunk < chunkCount) {
            memory.free(chunks[2 * chunk]);
        }
    }

    /** Frees what is left. The run is not used afterwards. */
    void free() {
        for (int i = Math.max(0, chunk); i < chunkCount; i++) {
            memory.free(chunks[2 * i]);
        }
        chunkCount = 0;
    }
}
