package io.mettalith.store.verify;

/** Is told how far a verification has come. Called by several threads, some hundred times at most. */
@FunctionalInterface
public interface VerificationProgress {
    /** Tells nobody. */
    VerificationProgress NONE = (doneBytes, totalBytes) -> {};

    /**
     * Takes notice of what has been verified.
     *
     * @param doneBytes bytes of segments, directories and records that have been verified
     * @param totalBytes bytes of those that are to be
     */
    void verified(long doneBytes, long totalBytes);
}
