package io.mettalith.store.snapshot;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * How long the calling thread computes, sleeps and waits for locks: what an action takes of itself, however little of the
 * processors and of the disk a busy machine gives it.
 */
final class OwnTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static {
        THREADS.setThreadContentionMonitoringEnabled(true);
    }

    private final long start = now();

    private OwnTime() {}

    static OwnTime start() {
        return new OwnTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(now() - start);
    }

    private static long now() {
        final ThreadInfo self = THREADS.getThreadInfo(Thread.currentThread().getId());
        return THREADS.getCurrentThreadCpuTime()
                + Duration.ofMillis(self.getBlockedTime() + self.getWaitedTime())
                        .toNanos();
    }
}
