package io.mettalith.bench;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.store.verify.Finding;
import io.mettalith.store.verify.StoreVerifier;
import io.mettalith.store.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Verifies a store in rounds, and says how many bytes a second that takes. Arguments: the directory of a store, or a number
 * of facts {@code (edge n1234567 n7654321)} in random order to make one of, 3 million if missing; number of rounds, 5.
 *
 * <pre>
 * bench/run verify 10000000 5
 * </pre>
 */
public final class VerifyBenchmark {
    private static final int LEAST_NODE = 1_000_000;
    private static final int NODES = 9_000_000;

    private VerifyBenchmark() {}

    /** Makes the store if it is to be made, verifies it in rounds, and prints a line for each. */
    public static void main(String[] args) throws IOException {
        final String source = args.length > 0 ? args[0] : "3000000";
        final int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        if (!source.matches("\\d+")) {
            verify(Path.of(source), rounds);
            return;
        }
        final Path directory = Files.createTempDirectory("verify");
        try {
            commit(directory.resolve("store"), Integer.parseInt(source));
            verify(directory.resolve("store"), rounds);
        } finally {
            delete(directory);
        }
    }

    private static void commit(Path directory, int facts) {
        final Random random = new Random(42);
        final AtomWriter writer = new AtomWriter();
        try (SegmentStore store = SegmentStore.openOrCreate(directory);
                AtomBatch batch = new AtomBatch();
                Environment environment = Environment.create()) {
            for (int i = 0; i < facts; i++) {
                batch.add(writer.reset()
                        .expression(3)
                        .symbol("edge")
                        .symbol("n" + (LEAST_NODE + random.nextInt(NODES)))
                        .symbol("n" + (LEAST_NODE + random.nextInt(NODES))));
            }
            environment.addAll(SpaceId.MAIN, batch);
            store.commit("main", environment);
        }
    }

    private static void verify(Path directory, int rounds) {
        for (int round = 0; round < rounds; round++) {
            print("shallow", new StoreVerifier(directory));
            print("deep", new StoreVerifier(directory).deep());
        }
    }

    private static void print(String depth, StoreVerifier verifier) {
        final long startNs = System.nanoTime();
        final long startCpuNs = cpuNs();
        final Verification verification = verifier.verify();
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        final double cpuSeconds = (cpuNs() - startCpuNs) / 1e9;
        final long damaged =
                verification.findings().stream().filter(Finding::isDamaged).count();
        final double megabytes = verification.bytes() / 1e6;
        System.out.printf(
                "%-8s %,d values, %,.1f MB, %.3f s, %,.0f MB/s; %.3f s of all processors, %,.0f MB/s of each; %d damaged%n",
                depth,
                verification.values(),
                megabytes,
                seconds,
                megabytes / seconds,
                cpuSeconds,
                megabytes / cpuSeconds,
                damaged);
    }

    /** Returns the time that all processors have spent in this process. */
    private static long cpuNs() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
