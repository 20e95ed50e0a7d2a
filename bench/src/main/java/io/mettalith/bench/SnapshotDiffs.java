package io.mettalith.bench;

import io.mettalith.bench.report.Measurement;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.snapshot.SegmentStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Says how long it takes to find in what the two newest snapshots of {@code base} differ: the first time in the process,
 * and later. Arguments: a store, number of facts.
 */
public final class SnapshotDiffs {
    private static final int TIMES = 30;

    private SnapshotDiffs() {}

    /** Measures. */
    public static void main(String[] arguments) {
        final int size = Integer.parseInt(arguments[1]);
        try (SegmentStore store = SegmentStore.open(Path.of(arguments[0]))) {
            final List<RefEntry> log = store.log("base");
            final String newest = log.get(0).snapshot().toHex();
            final String before = log.get(1).snapshot().toHex();
            final double[] times = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                final long startNs = System.nanoTime();
                final Difference difference = store.diff(before, newest);
                times[i] = System.nanoTime() - startNs;
                if (difference.isEmpty()) {
                    throw new IllegalStateException("no difference found: from=" + before + ", to=" + newest);
                }
            }
            report(size, "first", times[0]);
            Arrays.sort(times);
            report(size, "median", times[TIMES / 2]);
        }
    }

    private static void report(int size, String variant, double ns) {
        ChildJvm.report("diff", Measurement.single("mettalith", size, variant, ns, "ns/op"));
    }
}
