package io.mettalith.store.verify;

import io.mettalith.store.disk.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Does something with many values, in as many threads as there are processors. Threads take the values in runs, in the order in which
 * they are in the files.
 */
final class ParallelPass {
    private static final int RUN = 256;
    private static final int REPORTS = 200;

    private final ValueTable table;
    private final VerificationProgress progress;
    private final AtomicInteger nextRun = new AtomicInteger();
    private final AtomicLong doneBytes = new AtomicLong();

    ParallelPass(ValueTable table, VerificationProgress progress) {
        this.table = table;
        this.progress = progress;
    }

    /**
     * Visits the values that are wanted, once. Interruption ends it, with the thread's interrupt status set.
     *
     * @param workers makes what visits values, one for each thread
     */
    void run(IntPredicate wanted, Supplier<IntConsumer> workers) {
        final long totalBytes = bytesOf(wanted);
        final int threads = Runtime.getRuntime().availableProcessors();
        final ExecutorService pool = Executors.newFixedThreadPool(threads, ParallelPass::thread);
        try {
            final List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                final IntConsumer worker = workers.get();
                running.add(pool.submit(() -> work(wanted, worker, totalBytes)));
            }
            for (final Future<?> thread : running) {
                thread.get();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    "verification interrupted: doneBytes=" + doneBytes + ", totalBytes=" + totalBytes, e);
        } catch (final ExecutionException e) {
            throw new StoreException("verification failed: cause=" + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        final Thread thread = new Thread(work, "mettalith-verifier");
        thread.setDaemon(true);
        return thread;
    }

    private long bytesOf(IntPredicate wanted) {
        long sum = 0;
        for (int ordinal = 0; ordinal < table.size(); ordinal++) {
            sum += wanted.test(ordinal) ? table.length(ordinal) : 0;
        }
        return sum;
    }

    private void work(IntPredicate wanted, IntConsumer worker, long totalBytes) {
        for (int from = nextRun(); from < table.size() && !Thread.interrupted(); from = nextRun()) {
            long runBytes = 0;
            for (int ordinal = from; ordinal < Math.min(from + RUN, table.size()); ordinal++) {
                if (wanted.test(ordinal)) {
                    worker.accept(ordinal);
                    runBytes += table.length(ordinal);
                }
            }
            report(doneBytes.addAndGet(runBytes), runBytes, totalBytes);
        }
    }

    private int nextRun() {
        return nextRun.getAndAdd(RUN);
    }

    private void report(long done, long runBytes, long totalBytes) {
        final long step = Math.max(1, totalBytes / REPORTS);
        if (done / step != (done - runBytes) / step) {
            progress.verified(done, totalBytes);
        }
    }
}
