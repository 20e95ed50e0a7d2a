package io.mettalith.bench.report;

import java.util.List;

/** Made-up results. */
final class Samples {
    private Samples() {}

    static Results results() {
        final Results results = new Results(new Machine(2, "Abacus", 8L << 30, "Linux 6", "17", "VM", "-Xflag"));
        results.put(row(
                "fork",
                nsPerOp("mettalith", 10, "", 20, 100),
                nsPerOp("mettalith", 10_000_000, "", 25, 100),
                nsPerOp("vavr", 10, "", 0.5, 0),
                nsPerOp("hashmap", 10, "", 200, 600)));
        results.put(row(
                "lookup",
                nsPerOp("mettalith", 1_000_000, "present", 400, 0.001),
                nsPerOp("lmdb", 1_000_000, "present", 410, 0.001),
                nsPerOp("mettalith", 1_000_000, "absent", 600, 40),
                nsPerOp("lmdb", 1_000_000, "absent", 400, 0)));
        results.put(row(
                "bytes",
                Measurement.single("mettalith", 1_000_000, "off heap", 10, "B/fact"),
                Measurement.single("mettalith", 1_000_000, "heap", 0.3, "B/fact"),
                Measurement.single("hashmap", 1_000_000, "off heap", 0, "B/fact"),
                Measurement.single("hashmap", 1_000_000, "heap", 103, "B/fact")));
        results.put(row(
                "cycles",
                Measurement.single("mettalith", 10_000, "heap before", 1_000_000, "B"),
                Measurement.single("mettalith", 10_000, "heap after", 1_100_000, "B"),
                Measurement.single("mettalith", 10_000, "off heap before", 5_000, "B"),
                Measurement.single("mettalith", 10_000, "off heap after", 5_000, "B"),
                new Measurement("mettalith", 10_000, "time", 1_500, 0, "ns/op", -1, 1_000_000)));
        results.put(row(
                "readers",
                new Measurement("mettalith", 1_000_000, "1 thread", 2e6, 0, "ops/s", -1, 5),
                new Measurement("mettalith", 1_000_000, "2 threads", 3.9e6, 0, "ops/s", -1, 5)));
        results.put(row(
                "pauses",
                Measurement.single("mettalith", 10_000_000, "p50", 2, "us"),
                Measurement.single("mettalith", 10_000_000, "max", 900, "us"),
                Measurement.single("pcollections-tree", 2_000_000, "p50", 3, "us"),
                Measurement.single("pcollections-tree", 2_000_000, "max", 90_000, "us")));
        return results;
    }

    private static Row row(String name, Measurement... measurements) {
        return new Row(name, "2026-01-31", "0123abc", false, List.of(measurements));
    }

    private static Measurement nsPerOp(String system, long size, String variant, double score, double bytes) {
        return new Measurement(system, size, variant, score, score / 50, "ns/op", bytes, 10);
    }
}
