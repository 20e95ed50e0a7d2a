package io.mettalith.store.segment;

/** Where segments are sealed into: a store that is being committed to. Called by one thread. */
public interface SegmentSink {
    /** Reports whether the store has the bytes with this hash and, if they are a directory, all below it. */
    boolean contains(ContentHash hash);

    /** Stores bytes under their hash. Whatever they refer to has been put before. */
    void put(ContentHash hash, byte[] bytes);
}
