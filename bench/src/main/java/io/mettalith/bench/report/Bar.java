package io.mettalith.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Something that the store is to hold, and how results show whether it does.
 *
 * @param claim what is held
 * @param value takes the figure from the results; empty if it was not measured
 * @param limit that the figure is compared with
 * @param atMost whether the figure may not exceed the limit; otherwise it may not fall short of it
 * @param unit of figure and limit
 */
record Bar(String claim, Function<Results, OptionalDouble> value, double limit, boolean atMost, String unit) {
    private static final String METTALITH = "mettalith";
    private static final String LMDB = "lmdb";
    private static final long[] ALL_SIZES = {10, 1_000, 10_000, 1_000_000, 10_000_000};
    private static final long TEN = 10;
    private static final long TEN_THOUSAND = 10_000;
    private static final long MILLION = 1_000_000;
    private static final long TEN_MILLION = 10_000_000;
    private static final String TIMES = "times";
    private static final String NS = "ns/op";
    private static final String BYTES = "B";
    /** A profiler's zero; one object in a thousand operations is more. */
    private static final double NO_BYTES = 0.01;

    /** The bars of the environment store. */
    static List<Bar> ofEnvironment() {
        return List.of(
                most("Fork, at every size", worst("fork", "", ALL_SIZES), 30, NS),
                most(
                        "Fork at 10M against fork at 10",
                        ratio(score("fork", TEN_MILLION, ""), score("fork", TEN, "")),
                        1.5,
                        TIMES),
                most("Fork and first write at 10K", score("forkAndFirstWrite", TEN_THOUSAND, ""), 1_000, NS),
                most("Fork and first write at 10M", score("forkAndFirstWrite", TEN_MILLION, ""), 5_000, NS),
                most("`makeOwned` of 10K rules", score("makeOwned", TEN_THOUSAND, ""), 200_000, NS),
                most("Union, neither modified", worst("union", "neither modified", TEN_THOUSAND, TEN_MILLION), 30, NS),
                most("Union, one modified", worst("union", "one modified", TEN_THOUSAND, TEN_MILLION), 30, NS),
                most("Union of 4 x 25 rules on 10K", score("union", TEN_THOUSAND, "4 x 25 rules"), 150_000, NS),
                most(
                        "Union of 4 x 25 rules on 10M against 10K",
                        ratio(
                                score("union", TEN_MILLION, "4 x 25 rules"),
                                score("union", TEN_THOUSAND, "4 x 25 rules")),
                        2,
                        TIMES),
                most("Lookup through a fork against its owner", score("forkLookup", MILLION, "ratio"), 1.01, TIMES),
                least(
                        "Two readers against one",
                        ratio(score("readers", MILLION, "2 threads"), score("readers", MILLION, "1 thread")),
                        1.9,
                        TIMES),
                most("Heap allocated by a lookup, present", allocated("lookup", "present"), 0, BYTES),
                most("Heap allocated by a lookup, absent", allocated("lookup", "absent"), 0, BYTES),
                most("Heap allocated by a step of a cursor", allocated("scan", "all facts"), 0, BYTES),
                most("Lookup at 1M against LMDB, present", againstLmdb("lookup", "present"), 1, TIMES),
                most("Lookup at 1M against LMDB, absent", againstLmdb("lookup", "absent"), 1, TIMES),
                most("Scan per fact against LMDB, all facts", againstLmdb("scan", "all facts"), 1, TIMES),
                most("Scan per fact against LMDB, ten facts", againstLmdb("scan", "one first argument"), 1, TIMES),
                most(
                        "Lookup by second argument at 10M, 10 results",
                        score("secondArgument", TEN_MILLION, ""),
                        20_000,
                        NS),
                least("Bulk load of 10M facts from a MeTTa file", score("bulkLoad", TEN_MILLION, ""), 1e6, "facts/s"),
                most("Bytes per fact off the heap, 10M", score("bytes", TEN_MILLION, "off heap"), 64, "B/fact"),
                most("Bytes per fact on the heap, 10M", score("bytes", TEN_MILLION, "heap"), 1, "B/fact"),
                most("Left off the heap by fork, write, close, per cycle", growth("off heap"), 0, BYTES),
                most("Left on the heap by fork, write, close, per cycle", growth("heap"), 1, BYTES));
    }

    static Bar most(String claim, Function<Results, OptionalDouble> value, double limit, String unit) {
        return new Bar(claim, value, limit, true, unit);
    }

    static Bar least(String claim, Function<Results, OptionalDouble> value, double limit, String unit) {
        return new Bar(claim, value, limit, false, unit);
    }

    static Function<Results, OptionalDouble> score(String row, long size, String variant) {
        return score(row, METTALITH, size, variant);
    }

    private static Function<Results, OptionalDouble> score(String row, String system, long size, String variant) {
        return results -> results.find(row, system, size, variant).stream()
                .mapToDouble(Measurement::score)
                .findFirst();
    }

    private static Function<Results, OptionalDouble> worst(String row, String variant, long... sizes) {
        return results -> LongStream.of(sizes)
                .mapToObj(size -> score(row, size, variant).apply(results))
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    private static Function<Results, OptionalDouble> ratio(
            Function<Results, OptionalDouble> above, Function<Results, OptionalDouble> below) {
        return results -> combine(above.apply(results), below.apply(results), (a, b) -> a / b);
    }

    private static Function<Results, OptionalDouble> againstLmdb(String row, String variant) {
        return ratio(score(row, METTALITH, MILLION, variant), score(row, LMDB, MILLION, variant));
    }

    private static Function<Results, OptionalDouble> allocated(String row, String variant) {
        return results -> results.find(row, METTALITH, MILLION, variant).stream()
                .mapToDouble(Measurement::bytes)
                .filter(bytes -> bytes >= 0)
                .map(bytes -> bytes < NO_BYTES ? 0 : bytes)
                .findFirst();
    }

    private static Function<Results, OptionalDouble> growth(String where) {
        return results -> {
            final OptionalDouble grown = combine(
                    score("cycles", TEN_THOUSAND, where + " after").apply(results),
                    score("cycles", TEN_THOUSAND, where + " before").apply(results),
                    (after, before) -> after - before);
            final OptionalDouble cycles = results.find("cycles", METTALITH, TEN_THOUSAND, "time").stream()
                    .mapToDouble(Measurement::samples)
                    .findFirst();
            return combine(grown, cycles, (bytes, count) -> bytes / count);
        };
    }

    private static OptionalDouble combine(OptionalDouble left, OptionalDouble right, DoubleBinaryOperator operator) {
        return left.isPresent() && right.isPresent()
                ? DoubleStream.of(operator.applyAsDouble(left.getAsDouble(), right.getAsDouble()))
                        .findFirst()
                : OptionalDouble.empty();
    }

    /** Reports whether a figure is within the limit. */
    boolean holds(double figure) {
        return atMost ? figure <= limit : figure >= limit;
    }

    /** Returns the limit as text. */
    String limitText() {
        return (atMost ? "≤ " : "≥ ") + text(limit);
    }

    /** Returns the figure and the verdict as text. */
    String verdict(Results results) {
        final OptionalDouble figure = value.apply(results);
        if (figure.isEmpty()) {
            return "not measured";
        }
        return text(figure.getAsDouble()) + (holds(figure.getAsDouble()) ? ", holds" : ", **does not hold**");
    }

    private String text(double figure) {
        return switch (unit) {
            case TIMES -> String.format(Locale.ROOT, Math.abs(figure - 1) < 0.05 ? "%.3f" : "%.2f", figure);
            case BYTES -> Units.digits(figure) + " B";
            default -> Units.format(figure, unit);
        };
    }
}
