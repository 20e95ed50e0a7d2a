package io.mettalith.store.segment;

/** How much one environment has copied because it did not own it. Written by one thread at a time. */
public final class CopyTally {
    private long segments;
    private long bytes;

    /** Makes a tally of nothing. */
    public CopyTally() {}

    /** Returns the number of segments copied. */
    public long segments() {
        return segments;
    }

    /** Returns the bytes of those copies. */
    public long bytes() {
        return bytes;
    }

    void note(int copiedBytes) {
        segments++;
        bytes += copiedBytes;
        StoreCounters.noteCopy(copiedBytes);
        SegmentCopyEvent.emit(copiedBytes);
    }
}
