package io.mettalith.store.verify;

import io.mettalith.store.segment.SegmentHeader;
import java.util.List;

/**
 * A segment with all that is in it.
 *
 * @param node where it is
 * @param header its header
 * @param entries in key order
 */
public record DumpedSegment(DumpedNode node, SegmentHeader header, List<Entry> entries) {
    public DumpedSegment {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param offset from the beginning of the segment
     * @param shared leading bytes of the key that are those of the key before
     * @param keyLength length of the atom's code in bytes
     * @param count copies of the atom
     * @param variables whether it contains variables
     * @param stamp of a definition, or 0
     * @param atom the atom's text
     */
    public record Entry(
            int offset, int shared, int keyLength, long count, boolean variables, long stamp, String atom) {}
}
