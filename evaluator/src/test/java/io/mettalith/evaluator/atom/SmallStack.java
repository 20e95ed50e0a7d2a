package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs a test on a stack of 512 KiB, within a time that only linear work keeps. */
public final class SmallStack {
    private static final int STACK_BYTES = 512 * 1024;
    private static final long TIMEOUT_MS = 60_000;

    private SmallStack() {}

    public static void run(Runnable test) {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, test, "small-stack", STACK_BYTES);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ignored, thrown) -> failure[0] = thrown);
        thread.start();
        join(thread);
        assertThat(thread.isAlive())
                .as("still running: timeoutMs=" + TIMEOUT_MS)
                .isFalse();
        if (failure[0] != null) {
            throw new AssertionError("failed on the small stack: " + failure[0], failure[0]);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
