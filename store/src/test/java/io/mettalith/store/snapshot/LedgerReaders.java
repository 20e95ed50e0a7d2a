package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that read a ledger's newest snapshot again and again, each through a store that it opens anew at times. */
final class LedgerReaders {
    static final int THREADS = 2;

    private static final int READS_PER_STORE = 20;

    private final Path directory;
    private volatile boolean stopped;

    /**
     * What readers have done.
     *
     * @param reads how many times they have read a snapshot
     * @param changes how many times it was a later one than before
     * @param longestMs how long the longest of them took, in milliseconds
     */
    record Result(long reads, long changes, long longestMs) {
        private static final String SEPARATOR = " ";

        Result plus(Result other) {
            return new Result(reads + other.reads, changes + other.changes, Math.max(longestMs, other.longestMs));
        }

        String toLine() {
            return String.join(SEPARATOR, String.valueOf(reads), String.valueOf(changes), String.valueOf(longestMs));
        }

        /** @throws IllegalStateException if the line says what went wrong instead */
        static Result ofLine(String line) {
            if (line == null || !line.matches("\\d+ \\d+ \\d+")) {
                throw new IllegalStateException("reader failed: line=" + line);
            }
            final String[] fields = line.split(SEPARATOR);
            return new Result(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        }
    }

    LedgerReaders(Path directory) {
        this.directory = directory;
    }

    /** Reads until {@code end} returns, or one of the threads fails. */
    Result readUntil(Callable<?> end) throws Exception {
        final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            final List<Future<Result>> readers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                readers.add(executor.submit(this::read));
            }
            end.call();
            stopped = true;
            Result sum = new Result(0, 0, 0);
            for (final Future<Result> reader : readers) {
                sum = sum.plus(reader.get());
            }
            return sum;
        } finally {
            stopped = true;
            executor.shutdownNow();
        }
    }

    private Result read() {
        Result result = new Result(0, 0, 0);
        long facts = 0;
        while (!stopped) {
            try (SegmentStore store = SegmentStore.open(directory)) {
                for (int i = 0; i < READS_PER_STORE && !stopped; i++) {
                    final long before = System.nanoTime();
                    final long found = readNewest(store);
                    final long durationMs = (System.nanoTime() - before) / 1_000_000;
                    if (found < facts) {
                        throw new IllegalStateException("ledger went back: facts=" + found + ", before=" + facts);
                    }
                    result = result.plus(new Result(1, found > facts ? 1 : 0, durationMs));
                    facts = found;
                }
            }
        }
        return result;
    }

    private static long readNewest(SegmentStore store) {
        try (Environment checkout = store.checkout("main")) {
            return Ledger.read(checkout);
        }
    }
}
