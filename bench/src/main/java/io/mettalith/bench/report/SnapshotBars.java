package io.mettalith.bench.report;

import static io.mettalith.bench.report.Bar.least;
import static io.mettalith.bench.report.Bar.most;
import static io.mettalith.bench.report.Bar.score;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What durable snapshots are to hold. */
final class SnapshotBars {
    private static final long TEN_MILLION = 10_000_000;
    private static final double MS = 1e6;
    private static final int KIB = 1024;

    private SnapshotBars() {}

    static List<Bar> all() {
        return List.of(
                most("Opened and first query answered, whole process", figure("open", "median"), 300 * MS, "ns/op"),
                most("Commit of one added fact", figure("commitOne", "median"), 50 * MS, "ns/op"),
                most("Written by that", figure("commitOneBytes", "median"), 256 * KIB, "B"),
                most("Difference of the two, in an open store", figure("diff", "median"), 100 * MS, "ns/op"),
                most("Difference of the two, first in its process", figure("diff", "first"), 100 * MS, "ns/op"),
                least("Deep verification", figure("verify", "deep"), 500 * MS, "B/s"),
                most("On the disk with one index", figure("diskBytes", "one index"), 80, "B/fact"),
                most("A second ref with 1 % more", figure("refBytes", "more"), 1.1, "%"));
    }

    private static Function<Results, OptionalDouble> figure(String row, String variant) {
        return score(row, TEN_MILLION, variant);
    }
}
