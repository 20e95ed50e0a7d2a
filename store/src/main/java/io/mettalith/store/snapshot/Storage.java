package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.time.Duration;
import java.util.List;

/**
 * Where a {@link SegmentStore} keeps sealed bytes and refs: in files or in memory.
 *
 * <p>Threading: {@link #source()}, and reading from {@link #refs()}, by any thread; all else by one writer.
 */
interface Storage extends AutoCloseable {
    /** Returns what environments read from. It goes on after {@link #close()}. */
    SegmentSource source();

    RefLogs refs();

    /**
     * Prepares for a commit; the first time, takes the right to write.
     *
     * @param wait how long to wait for it at most
     * @throws StoreLockedException if somebody else has it
     */
    void beginCommit(Duration wait);

    /** Reports whether the bytes with this hash are published, and so whatever they refer to. */
    boolean contains(ContentHash hash);

    /** Puts bytes that are not published, in an order in which none refers to later ones. */
    void putAll(List<SealedBytes> values);

    /** Publishes, durably, what has been put. */
    void publish();

    /** Removes what no entry of a ref's log reaches. */
    Compaction compact(CompactionProgress progress);

    @Override
    void close();
}
