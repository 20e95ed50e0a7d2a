package io.mettalith.bench;

import io.mettalith.bench.report.Measurement;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Fills a store with facts under the ref {@code base}, with one index, and says what that takes on the disk; then what a
 * commit of one fact costs, and what other refs cost beside the first that share most of it: {@code more}, which has one
 * in a hundred more, between other nodes, and {@code scattered}, in which one in ten thousand has been replaced, anywhere.
 * Arguments: an empty directory, number of facts.
 */
public final class SnapshotCosts {
    private static final String SYSTEM = "mettalith";
    private static final int COMMITS = 30;

    private final Path directory;
    private final int size;
    private final SnapshotFacts facts;

    private SnapshotCosts(Path directory, int size) {
        this.directory = directory;
        this.size = size;
        this.facts = SnapshotFacts.of(size);
    }

    /** Measures. */
    public static void main(String[] arguments) throws IOException {
        new SnapshotCosts(Path.of(arguments[0]), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws IOException {
        try (SegmentStore store = SegmentStore.openOrCreate(directory)) {
            store.writer();
            final long base;
            try (Environment environment = Environment.create()) {
                base = fill(store, environment);
                commitSingleFacts(store, environment);
            }
            try (Environment more = store.checkout("base");
                    AtomBatch batch = SnapshotFacts.ofOtherNodes(size / 100).batch(size / 100)) {
                more.addAll(SpaceId.MAIN, batch);
                reportRef(store, more, "more", base);
            }
            try (Environment scattered = store.checkout("base")) {
                replace(scattered, size / 10_000);
                reportRef(store, scattered, "scattered", base);
            }
        }
    }

    private long fill(SegmentStore store, Environment environment) throws IOException {
        try (AtomBatch batch = facts.batch(size)) {
            environment.addAll(SpaceId.MAIN, batch);
        }
        store.commit("base", environment);
        report("diskBytes", "without index", (double) diskBytes() / size, "B/fact");
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        final long startNs = System.nanoTime();
        store.commit("base", environment);
        report("commitAll", "one index", System.nanoTime() - startNs, "ns/op");
        final long bytes = diskBytes();
        report("diskBytes", "one index", (double) bytes / size, "B/fact");
        return bytes;
    }

    private void commitSingleFacts(SegmentStore store, Environment environment) throws IOException {
        final double[] times = new double[COMMITS];
        final double[] written = new double[COMMITS];
        for (int i = 0; i < COMMITS; i++) {
            environment.add(SpaceId.MAIN, facts.next());
            final long before = WrittenBytes.ofThisProcess();
            final long startNs = System.nanoTime();
            store.commit("base", environment);
            times[i] = System.nanoTime() - startNs;
            written[i] = WrittenBytes.ofThisProcess() - before;
        }
        Arrays.sort(times);
        Arrays.sort(written);
        report("commitOne", "median", times[COMMITS / 2], "ns/op");
        report("commitOne", "longest", times[COMMITS - 1], "ns/op");
        report("commitOneBytes", "median", written[COMMITS / 2], "B");
        report("commitOneBytes", "most", written[COMMITS - 1], "B");
    }

    private void replace(Environment environment, int count) {
        final SnapshotFacts same = SnapshotFacts.of(size);
        for (int i = 0; i < size; i++) {
            final var fact = same.next();
            if (i % (size / count) == 0) {
                environment.remove(SpaceId.MAIN, fact);
                environment.add(SpaceId.MAIN, facts.next());
            }
        }
    }

    private void reportRef(SegmentStore store, Environment environment, String ref, long base) throws IOException {
        final long before = diskBytes();
        store.commit(ref, environment);
        report("refBytes", ref, 100.0 * (diskBytes() - before) / base, "%");
    }

    private long diskBytes() throws IOException {
        return DiskUsage.bytes(directory);
    }

    private void report(String row, String variant, double figure, String unit) {
        ChildJvm.report(row, Measurement.single(SYSTEM, size, variant, figure, unit));
    }
}
