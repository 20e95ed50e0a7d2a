package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.time.Duration;
import java.util.List;

/**
 * Where a store keeps sealed bytes: in files or in memory.
 *
 * <p>Threading: {@link #source()} by any thread; all else by one writer.
 */
public interface Storage extends AutoCloseable {
    /** Returns what environments read from. It goes on after {@link #close()}. */
    SegmentSource source();

    /**
     * Prepares for a commit; the first time, takes the right to write.
     *
     * @param wait how long to wait for it at most
     * @throws StoreLockedException if somebody else has it
     */
    void beginCommit(Duration wait);

    /**
     * Notes that something has failed: until this storage is closed it may have left what is not on the disk, so the next
     * writer makes everything durable before it relies on it.
     */
    void distrust();

    /** Reports whether the bytes with this hash are published, and so whatever they refer to. */
    boolean contains(ContentHash hash);

    /** Puts bytes that are not published, in an order in which none refers to later ones. */
    void putAll(List<SealedBytes> values);

    /** Publishes, durably, what has been put. */
    void publish();

    /**
     * Begins to keep only some of the bytes. The right to write must have been taken.
     *
     * @throws UnsupportedOperationException if this storage cannot
     */
    Rewrite rewrite();

    /**
     * Copies what is to be kept into fresh generations, then removes all others. Closed before it was completed, it takes
     * the copies back, and gives up the right to write: after a failure nothing that was known of the files is trusted.
     */
    interface Rewrite extends AutoCloseable {
        /** Returns how much was published before, bytes that were there twice counted twice. */
        Volume before();

        /** Reports whether bytes have been copied. */
        boolean contains(ContentHash hash);

        /** Copies bytes, in an order in which none refers to later ones. */
        void putAll(List<SealedBytes> values);

        /**
         * Publishes the copies and removes all else; durable when this returns.
         *
         * @return number of generations that there are now
         */
        int complete();

        @Override
        void close();
    }

    /**
     * How much is stored.
     *
     * @param values number of sealed byte sequences
     * @param bytes of those
     * @param generations number of map files
     */
    record Volume(long values, long bytes, int generations) {}

    @Override
    void close();
}
