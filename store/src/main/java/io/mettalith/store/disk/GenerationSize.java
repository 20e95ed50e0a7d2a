package io.mettalith.store.disk;

import java.util.List;

/**
 * How large a Chronicle map is made; it never grows.
 *
 * @param chunks of {@value #CHUNK_LENGTH} bytes, of which a value takes a contiguous run
 * @param entries that its hash table has room for
 */
public record GenerationSize(long chunks, long entries) {
    /** Length of a chunk in bytes. */
    static final int CHUNK_LENGTH = 64;

    /** The longest value there can be: a generation of this one value can still be mapped at once. */
    public static final int MAX_VALUE_LENGTH = 768 << 20;

    /** What Chronicle stores beside a value, rounded up: the key, the value's size, a checksum, alignment. */
    private static final int ENTRY_OVERHEAD = 48;

    /** How many times what the last generation came to hold the next one takes. */
    private static final int GROWTH = 2;

    /** Of this part of the largest generation, a batch is seldom the only one. */
    private static final int STREAM_SHARE = 16;

    private static final int MIN_CHUNKS_PER_ENTRY = 4;
    private static final int MAX_CHUNKS_PER_ENTRY = 64;
    private static final int MIN_ENTRIES = 64;

    /** Returns how many chunks a value takes at most. */
    static long chunksFor(int length) {
        return chunksTo((long) length + ENTRY_OVERHEAD);
    }

    /** Returns how many chunks have so many bytes. */
    static long chunksTo(long length) {
        return (length + CHUNK_LENGTH - 1) / CHUNK_LENGTH;
    }

    /** Returns how many chunks the values take at most. */
    static long chunksFor(List<SealedBytes> values) {
        long chunks = 0;
        for (final SealedBytes value : values) {
            chunks += chunksFor(value.bytes().length);
        }
        return chunks;
    }

    /** Returns the smallest size that takes the values, or as many of the first of them as a generation can. */
    static GenerationSize fitting(List<SealedBytes> values, GenerationLimits limits) {
        final long needed = chunksFor(values);
        return within(needed + needed / 8, values, limits);
    }

    /**
     * Returns a size with room for later commits. It grows with what the last generation came to hold, so that there are
     * few; room that is not used takes nothing on the disk but for a hundredth part, the structure.
     */
    static GenerationSize spacious(List<SealedBytes> values, long lastUsedChunks, GenerationLimits limits) {
        final long batch = chunksFor(values);
        final long wanted = batch >= limits.maxChunks() / STREAM_SHARE
                ? limits.maxChunks()
                : Math.max(limits.minChunks(), GROWTH * Math.max(lastUsedChunks, batch));
        return within(wanted, values, limits);
    }

    private static GenerationSize within(long wanted, List<SealedBytes> values, GenerationLimits limits) {
        final long first = chunksFor(values.get(0).bytes().length);
        final long chunks = Math.max(Math.min(wanted, limits.maxChunks()), first);
        final long perEntry =
                Math.min(MAX_CHUNKS_PER_ENTRY, Math.max(MIN_CHUNKS_PER_ENTRY, chunksFor(values) / values.size()));
        return new GenerationSize(chunks, Math.min(chunks, chunks / perEntry * 5 / 4 + MIN_ENTRIES));
    }
}
