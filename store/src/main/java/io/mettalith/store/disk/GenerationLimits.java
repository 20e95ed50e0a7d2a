package io.mettalith.store.disk;

/**
 * How small and how large a generation may be.
 *
 * @param minChunks of the smallest
 * @param maxChunks of the largest, but for one that a single value fills
 */
public record GenerationLimits(long minChunks, long maxChunks) {
    /** From 1 MiB to 512 MiB: small enough that one mapping shows a whole generation. */
    public static final GenerationLimits DEFAULT =
            new GenerationLimits((1 << 20) / GenerationSize.CHUNK_LENGTH, (512 << 20) / GenerationSize.CHUNK_LENGTH);
}
