package io.mettalith.bench.report;

import io.mettalith.bench.peer.PeerKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The pictures of the page. */
final class Pictures {
    private static final Map<PeerKind, String> COLOURS = Map.of(
            PeerKind.METTALITH, "#0b4f9e",
            PeerKind.HASH_MAP, "#6e7781",
            PeerKind.HASH_TREE_PMAP, "#1a7f6b",
            PeerKind.TREE_PMAP, "#7fb347",
            PeerKind.VAVR, "#8a4fbf",
            PeerKind.MVSTORE, "#d98a00",
            PeerKind.LMDB, "#c8372d",
            PeerKind.CHRONICLE_MAP, "#d1609e");
    private static final List<String> PERCENTILES = List.of("p50", "p99", "p99.9", "p99.99", "max");

    /** Bars that differ by more are drawn over a logarithmic axis. */
    private static final double LINEAR_RATIO = 30;

    private Pictures() {}

    /**
     * Draws a picture.
     *
     * @param name of the picture
     * @param results to draw
     * @param alternative receives the text for those who cannot see it
     * @return SVG; empty if nothing of it was measured
     */
    static Optional<String> draw(String name, Results results, List<String> alternative) {
        return switch (name) {
            case "fork" -> overSize("Fork", results, alternative, "fork", "forkAndClose");
            case "first-write" -> overSize("Fork and first write", results, alternative, "forkAndFirstWrite");
            case "lookup" ->
                bars("Lookup of a fact that is there, 1M facts", results, alternative, "lookup", "present");
            case "scan" -> bars("Scan of 1M facts, per fact", results, alternative, "scan", "all facts");
            case "union" ->
                bars(
                        "Union of 4 branches of 25 rules each, on 10K rules",
                        results,
                        alternative,
                        "union",
                        "4 x 25 rules");
            case "readers" -> readers(results, alternative);
            case "bytes" -> bytes(results, alternative);
            case "pauses" -> pauses(results, alternative);
            default -> throw new IllegalArgumentException("no such picture: picture=" + name);
        };
    }

    private static String colour(String system) {
        return COLOURS.get(PeerKind.of(system));
    }

    private static boolean strong(String system) {
        return system.equals(PeerKind.METTALITH.id());
    }

    private static List<Measurement> measurements(Results results, String row) {
        return results.row(row).map(Row::measurements).orElse(List.of());
    }

    /** Makes a line of each system's measurements. */
    private static List<Plot.Series> series(
            List<Measurement> measurements,
            ToDoubleFunction<Measurement> x,
            ToDoubleFunction<Measurement> y,
            Function<Measurement, String> name) {
        final List<Plot.Series> series = new ArrayList<>();
        for (final PeerKind kind : PeerKind.values()) {
            final List<Measurement> own = measurements.stream()
                    .filter(measurement -> measurement.system().equals(kind.id()))
                    .sorted(Comparator.comparingDouble(x))
                    .toList();
            if (!own.isEmpty()) {
                series.add(new Plot.Series(
                        name.apply(own.get(0)),
                        colour(kind.id()),
                        strong(kind.id()),
                        own.stream()
                                .map(measurement ->
                                        new Plot.Point(x.applyAsDouble(measurement), y.applyAsDouble(measurement)))
                                .toList()));
            }
        }
        return series;
    }

    private static String title(Measurement measurement) {
        return Table.title(measurement.system());
    }

    /** Draws rows over the size; of a system in several rows, the first one. */
    private static Optional<String> overSize(String title, Results results, List<String> alternative, String... rows) {
        alternative.add(title + ": time over the number of rules, both axes logarithmic");
        final List<Measurement> all = new ArrayList<>();
        for (final String row : rows) {
            measurements(results, row).stream()
                    .filter(found ->
                            all.stream().noneMatch(known -> known.is(found.system(), found.size(), found.variant())))
                    .forEach(all::add);
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Plot.lines(
                        new Plot.Labels(
                                title, "rules", "time per operation", size -> Units.count((long) size), Units::time),
                        true,
                        true,
                        series(all, Measurement::size, Measurement::score, Pictures::title)));
    }

    private static Optional<String> bars(
            String title, Results results, List<String> alternative, String row, String variant) {
        alternative.add(title + ": one bar for each system, shorter is better");
        final long size = measurements(results, row).stream()
                .filter(measurement -> measurement.variant().equals(variant))
                .mapToLong(Measurement::size)
                .min()
                .orElse(0);
        final List<Measurement> shown = sorted(
                results, row, measurement -> measurement.variant().equals(variant) && measurement.size() == size);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        final boolean logarithmic =
                shown.get(shown.size() - 1).score() / shown.get(0).score() > LINEAR_RATIO;
        return Optional.of(Plot.bars(
                title,
                "time per operation, shorter is better" + (logarithmic ? "; logarithmic" : ""),
                logarithmic,
                Units::time,
                shown.stream()
                        .map(measurement -> new Plot.Stick(
                                title(measurement), colour(measurement.system()), measurement.score(), 0))
                        .toList()));
    }

    private static List<Measurement> sorted(Results results, String row, Predicate<Measurement> filter) {
        return measurements(results, row).stream()
                .filter(filter)
                .sorted(Comparator.comparingDouble(Measurement::score))
                .toList();
    }

    private static Optional<String> readers(Results results, List<String> alternative) {
        alternative.add("Lookups per second over the number of reading threads");
        final List<Measurement> all = measurements(results, "readers");
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Plot.lines(
                        new Plot.Labels(
                                "Concurrent readers, 1M facts, "
                                        + results.machine().cores() + " cores",
                                "threads",
                                "lookups per second",
                                threads -> Long.toString((long) threads),
                                rate -> Units.format(rate, "ops/s")),
                        false,
                        false,
                        series(all, Pictures::threads, Measurement::score, Pictures::title)));
    }

    private static double threads(Measurement measurement) {
        return Double.parseDouble(measurement.variant().split(" ")[0]);
    }

    private static Optional<String> bytes(Results results, List<String> alternative) {
        alternative.add("Bytes per fact, on the heap and off it; shorter is better");
        final List<Measurement> heap = sorted(
                results,
                "bytes",
                measurement -> measurement.variant().equals("heap") && measurement.size() == 1_000_000);
        final List<Plot.Stick> sticks = heap.stream()
                .map(measurement -> new Plot.Stick(
                        title(measurement),
                        colour(measurement.system()),
                        measurement.score(),
                        results.find("bytes", measurement.system(), measurement.size(), "off heap")
                                .map(Measurement::score)
                                .orElse(0.0)))
                .sorted(Comparator.comparingDouble(Plot.Stick::total))
                .toList();
        return sticks.isEmpty()
                ? Optional.empty()
                : Optional.of(Plot.bars(
                        "Bytes per fact, 1M facts",
                        "dark: on the heap; pale: off the heap",
                        false,
                        bytes -> Units.format(bytes, "B/fact"),
                        sticks));
    }

    private static Optional<String> pauses(Results results, List<String> alternative) {
        alternative.add("Time of a query over its percentile, for a service with a heap of 512 MiB");
        final List<Measurement> all = measurements(results, "pauses").stream()
                .filter(measurement -> PERCENTILES.contains(measurement.variant()))
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Plot.lines(
                        new Plot.Labels(
                                "Time of a query, 10,000 queries a second, -Xmx512m",
                                "percentile",
                                "time, waiting included",
                                place -> PERCENTILES.get((int) place),
                                us -> Units.format(us, "us")),
                        false,
                        true,
                        series(
                                all,
                                measurement -> PERCENTILES.indexOf(measurement.variant()),
                                Measurement::score,
                                measurement -> title(measurement) + ", " + Units.count(measurement.size()))));
    }
}
