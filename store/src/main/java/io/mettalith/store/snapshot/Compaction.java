package io.mettalith.store.snapshot;

/**
 * What {@link SegmentStore#compact} did. Segments are counted with directories and records.
 *
 * @param segmentsKept number of segments that a ref's history reaches
 * @param bytesKept bytes of those
 * @param segmentsDropped number of segments that none did, or that were there twice
 * @param bytesDropped bytes of those
 * @param generationsBefore number of map files that there were
 * @param generationsAfter number of map files that there are
 * @param seconds that it took
 */
public record Compaction(
        long segmentsKept,
        long bytesKept,
        long segmentsDropped,
        long bytesDropped,
        int generationsBefore,
        int generationsAfter,
        double seconds) {}
