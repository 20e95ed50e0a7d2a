package io.mettalith.store.snapshot;

import java.util.List;

/**
 * How large a Chronicle map is made; it never grows.
 *
 * @param chunks of {@value #CHUNK_LENGTH} bytes, of which a value takes a contiguous run
 * @param entries that its hash table has room for
 */
record GenerationSize(long chunks, long entries) {
    /** Length of a chunk in bytes. */
    static final int CHUNK_LENGTH = 64;

    /** The longest value there can be: a generation of this one value can still be mapped at once. */
    static final int MAX_VALUE_LENGTH = 768 << 20;

    /** What Chronicle stores beside a value, rounded up: the key, the value's size, a checksum, alignment. */
    private static final int ENTRY_OVERHEAD = 48;

    private static final int CHUNKS_PER_ENTRY = 16;
    private static final int MIN_ENTRIES = 64;

    /** Returns how many chunks a value takes at most. */
    static long chunksFor(int length) {
        return ((long) length + ENTRY_OVERHEAD + CHUNK_LENGTH - 1) / CHUNK_LENGTH;
    }

    /** Returns the smallest size that takes the values, or as many of the first of them as a generation can. */
    static GenerationSize fitting(List<SealedBytes> values, GenerationLimits limits) {
        final long needed = chunksFor(values);
        final long first = chunksFor(values.get(0).bytes().length);
        return withChunks(Math.max(Math.min(needed + needed / 8, limits.maxChunks()), first), values.size());
    }

    /** Returns a size with room to spare for later commits: grows with what the last generation came to hold. */
    static GenerationSize spacious(List<SealedBytes> values, long lastUsedChunks, GenerationLimits limits) {
        final long wanted = Math.max(limits.minChunks(), Math.max(2 * lastUsedChunks, 2 * chunksFor(values)));
        final long first = chunksFor(values.get(0).bytes().length);
        return withChunks(Math.max(Math.min(wanted, limits.maxChunks()), first), 2L * values.size());
    }

    private static GenerationSize withChunks(long chunks, long values) {
        return new GenerationSize(chunks, Math.min(chunks, Math.max(chunks / CHUNKS_PER_ENTRY, values) + MIN_ENTRIES));
    }

    private static long chunksFor(List<SealedBytes> values) {
        long chunks = 0;
        for (final SealedBytes value : values) {
            chunks += chunksFor(value.bytes().length);
        }
        return chunks;
    }
}
