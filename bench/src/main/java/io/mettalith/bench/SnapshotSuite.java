package io.mettalith.bench;

import io.mettalith.bench.process.ProcessRun;
import io.mettalith.bench.report.Machine;
import io.mettalith.bench.report.Measurement;
import io.mettalith.bench.report.Results;
import io.mettalith.bench.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmark of durable snapshots and keeps the results as JSON: one store of ten million facts with an index,
 * what it takes on the disk, what a small commit costs, and how quickly it is opened, compared and verified.
 */
public final class SnapshotSuite {
    private static final int TEN_MILLION = 10_000_000;
    private static final int QUICK_SIZE = 200_000;
    private static final int STARTS = 9;
    private static final int ROUNDS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double NS_PER_SECOND = 1e9;

    private final Path root;
    private final Path scratch;
    private final int size;
    private final boolean quick;
    private final Map<String, List<Measurement>> rows = new LinkedHashMap<>();

    private SnapshotSuite(Path root, Path scratch, boolean quick) {
        this.root = root;
        this.scratch = scratch;
        this.quick = quick;
        size = quick ? QUICK_SIZE : TEN_MILLION;
    }

    /** Runs: {@code RESULTS-FILE ROOT [--quick]}. */
    public static void main(String[] arguments) throws IOException {
        final List<String> rest = new ArrayList<>(List.of(arguments));
        final Path file = Path.of(rest.remove(0));
        final Path root = Path.of(rest.remove(0));
        final boolean quick = rest.remove("--quick");
        if (!rest.isEmpty()) {
            System.err.println("usage: bench/run snapshots [--quick]");
            System.exit(2);
        }
        final Path scratch = Files.createTempDirectory("mettalith-bench-snapshots");
        try {
            new SnapshotSuite(root, scratch, quick).run(file);
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void run(Path file) throws IOException {
        final String store = scratch.resolve("store").toString();
        final String facts = Integer.toString(size);
        child("filling a store, committing to it", SnapshotCosts.class, store, facts);
        System.err.println("opening it from the shell");
        open(store);
        child("comparing two snapshots", SnapshotDiffs.class, store, facts);
        child("verifying it", SnapshotVerification.class, store, facts, Integer.toString(ROUNDS));
        final Results results = new Results(Machine.here());
        rows.forEach((name, measurements) -> results.put(new Row(
                name,
                LocalDate.now(ZoneOffset.UTC).toString(),
                System.getProperty("bench.commit", "unknown"),
                quick,
                measurements)));
        results.write(file);
    }

    private void child(String label, Class<?> main, String... arguments) throws IOException {
        System.err.println(label);
        ChildJvm.run(main, List.of("-Xmx3g"), List.of(arguments))
                .forEach(figure -> add(figure.row(), figure.measurement()));
    }

    private void add(String row, Measurement measurement) {
        rows.computeIfAbsent(row, name -> new ArrayList<>()).add(measurement);
    }

    /** Times whole processes that open the store, answer one query of ten facts or so, and end. */
    private void open(String store) throws IOException {
        final List<String> command = List.of(
                root.resolve("tools/bin/mettalith").toString(), "show", "--store", store, "base", "(edge n1000003 $x)");
        final double[] times = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            final ProcessRun run = ProcessRun.of(command, scratch, LIMIT);
            if (run.exit() != 0) {
                throw new IOException("query failed: command=" + command + ", exit=" + run.exit() + ", error="
                        + run.lastError().orElse("none"));
            }
            times[i] = NS_PER_SECOND * run.seconds();
        }
        Arrays.sort(times);
        add("open", Measurement.single("mettalith", size, "median", times[STARTS / 2], "ns/op"));
        add("open", Measurement.single("mettalith", size, "longest", times[STARTS - 1], "ns/op"));
    }
}
