package io.mettalith.store.snapshot;

/** Is told how far a compaction has come, by the thread that compacts. */
@FunctionalInterface
public interface CompactionProgress {
    /**
     * Called now and then.
     *
     * @param bytes that have been copied
     * @param ofBytes that there are; more than will be copied if there is something to drop
     */
    void copied(long bytes, long ofBytes);
}
