package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.COUNT_SHIFT;
import static io.mettalith.store.segment.SegmentDescriptor.ORDERED_FLAG;
import static io.mettalith.store.segment.SegmentDescriptor.VARIABLES_FLAG;

import org.agrona.UnsafeApi;

/** Where the parts of one entry are, see {@link SegmentDescriptor}. Takes and returns addresses; checks no bounds. */
final class EntryLayout {
    private EntryLayout() {}

    static int shared(long entry) {
        return (int) Bytes.getVarint(entry);
    }

    static int suffixLength(long entry) {
        return (int) Bytes.getVarint(afterVarint(entry));
    }

    static long valueAddress(long entry) {
        return afterVarint(afterVarint(entry));
    }

    static long suffixAddress(long value) {
        // The flags are in the first byte of the value, whatever its length.
        final byte first = UnsafeApi.getByte(value);
        final long after = first >= 0 ? value + 1 : afterVarint(value);
        return (first & ORDERED_FLAG) == 0 ? after : afterVarint(after);
    }

    static long count(long value) {
        return Bytes.getVarint(value) >>> COUNT_SHIFT;
    }

    static boolean hasVariables(long value) {
        return (Bytes.getVarint(value) & VARIABLES_FLAG) != 0;
    }

    /** Returns the stamp, or 0 where the entry has none. */
    static long stamp(long value) {
        return (Bytes.getVarint(value) & ORDERED_FLAG) == 0 ? 0 : Bytes.getVarint(afterVarint(value));
    }

    /** Returns the value word of an entry. */
    static long valueOf(long count, long stamp, boolean variables) {
        return count << COUNT_SHIFT | (stamp == 0 ? 0 : ORDERED_FLAG) | (variables ? VARIABLES_FLAG : 0);
    }

    static long afterVarint(long address) {
        long at = address;
        while (UnsafeApi.getByte(at) < 0) {
            at++;
        }
        return at + 1;
    }
}
