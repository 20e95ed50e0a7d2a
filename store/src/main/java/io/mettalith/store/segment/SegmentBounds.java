package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.ENTRIES_END_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.LENGTH_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_LENGTH;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * The first and the last key of a sealed segment that a {@link SegmentReader} has accepted. Reads no more of it than it
 * must; checks no bounds.
 */
public final class SegmentBounds {
    private SegmentBounds() {}

    /** Returns a copy of the first key. */
    public static byte[] firstKey(long address) {
        return key(Edit.NO_KEY, address + HEADER_LENGTH);
    }

    /** Returns a copy of the last key. */
    public static byte[] lastKey(long address) {
        final int lastRestart = UnsafeApi.getInt(address + UnsafeApi.getInt(address + LENGTH_OFFSET) - RESTART_LENGTH);
        final long end = address + UnsafeApi.getInt(address + ENTRIES_END_OFFSET);
        long entry = address + lastRestart;
        byte[] key = Edit.NO_KEY;
        while (entry < end) {
            key = key(key, entry);
            entry = EntryLayout.suffixAddress(EntryLayout.valueAddress(entry)) + EntryLayout.suffixLength(entry);
        }
        return key;
    }

    private static byte[] key(byte[] before, long entry) {
        final int shared = EntryLayout.shared(entry);
        final int suffixLength = EntryLayout.suffixLength(entry);
        final byte[] key = Arrays.copyOf(before, shared + suffixLength);
        Bytes.read(EntryLayout.suffixAddress(EntryLayout.valueAddress(entry)), key, shared, suffixLength);
        return key;
    }
}
