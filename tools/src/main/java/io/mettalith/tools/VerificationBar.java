package io.mettalith.tools;

import io.mettalith.store.verify.VerificationProgress;

/** Shows how far a verification has come. */
final class VerificationBar implements VerificationProgress, AutoCloseable {
    private Progress progress;

    @Override
    public synchronized void verified(long doneBytes, long totalBytes) {
        if (progress == null) {
            progress = Progress.start("verifying", totalBytes);
        }
        progress.stepTo(doneBytes);
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
