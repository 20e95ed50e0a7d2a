package io.mettalith.tools;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.report.EnvironmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.HeadCount;
import io.mettalith.store.report.EnvironmentStatistics.IndexStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SegmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a snapshot and what it takes. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description = {
            "Counts what is in a snapshot, and measures what it takes off the heap and on it.",
            "Reads all of it, indexes too; the heap is measured by full collections before and after loading."
        },
        footer = {"", "Example:", "  mettalith stat jdk --heads 20"})
final class StatCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Option(names = "--heads", paramLabel = "N", description = "how many heads to print, most frequent first")
    private int heads = 15;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open();
                Environment environment = opened.checkout(ref)) {
            final String id = opened.snapshot(ref).id().toHex();
            final EnvironmentStatistics statistics = EnvironmentStatistics.of(environment);
            if (report.isJson()) {
                ReportOptions.print(out, json(id, statistics));
            } else {
                print(out, id, statistics);
            }
        }
        return ExitCode.OK;
    }

    private Map<String, Object> json(String id, EnvironmentStatistics statistics) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("ref", ref);
        object.put("id", id);
        object.put("atoms", sum(statistics, SpaceStatistics::atoms));
        object.put("distinctAtoms", sum(statistics, SpaceStatistics::distinctAtoms));
        object.put("rules", sum(statistics, SpaceStatistics::rules));
        object.put("types", sum(statistics, SpaceStatistics::types));
        object.put("spaces", statistics.spaces().stream().map(this::json).toList());
        putSegments(object, statistics.segments());
        object.put(
                "indexes",
                statistics.spaces().stream()
                        .flatMap(space -> space.indexes().stream().map(index -> json(space, index)))
                        .toList());
        object.put("indexOffHeapBytes", statistics.indexes().capacityBytes());
        object.put("heapBytes", statistics.heap().bytes());
        object.put("heapBytesPerAtom", statistics.heap().bytesPerAtom());
        return object;
    }

    private static long sum(EnvironmentStatistics statistics, ToLongFunction<SpaceStatistics> of) {
        return statistics.spaces().stream().mapToLong(of).sum();
    }

    private Map<String, Object> json(SpaceStatistics space) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", DifferencePrinter.name(space.space()));
        object.put("atoms", space.atoms());
        object.put("distinctAtoms", space.distinctAtoms());
        object.put("rules", space.rules());
        object.put("types", space.types());
        object.put(
                "heads",
                space.heads().stream().limit(heads).map(StatCommand::json).toList());
        return object;
    }

    private static void putSegments(Map<String, Object> object, SegmentStatistics segments) {
        object.put("segments", segments.segments());
        object.put("sealedSegments", segments.sealedSegments());
        object.put("directories", segments.directories());
        object.put("height", segments.height());
        object.put("fill", segments.fill());
        object.put("offHeapBytes", segments.capacityBytes());
        object.put("offHeapBytesPerAtom", segments.bytesPerAtom());
    }

    private static Map<String, Object> json(SpaceStatistics space, IndexStatistics index) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("space", DifferencePrinter.name(space.space()));
        object.put("size", index.key().size());
        object.put("position", index.key().position());
        object.put("entries", index.segments().entries());
        object.put("segments", index.segments().segments());
        object.put("offHeapBytes", index.segments().capacityBytes());
        object.put("offHeapBytesPerAtom", index.segments().bytesPerAtom());
        object.put("sealed", index.segments().isSealed());
        return object;
    }

    private static Map<String, Object> json(HeadCount head) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("head", head.symbol());
        object.put("arity", head.arity());
        object.put("atoms", head.atoms());
        return object;
    }

    private void print(PrintWriter out, String id, EnvironmentStatistics statistics) {
        out.printf("%s %s%n", ref, id);
        for (final SpaceStatistics space : statistics.spaces()) {
            out.printf(
                    "%n%-16s %,d atoms, %,d distinct; %,d rules, %,d types%n",
                    DifferencePrinter.name(space.space()),
                    space.atoms(),
                    space.distinctAtoms(),
                    space.rules(),
                    space.types());
            printHeads(out, space.heads());
            space.indexes().forEach(index -> print(out, index));
        }
        final SegmentStatistics segments = statistics.segments();
        out.printf(
                "%n%-16s %,d, %.0f %% full, under %,d directories in %d levels%n",
                "segments", segments.segments(), 100 * segments.fill(), segments.directories(), segments.height());
        out.printf(
                "%-16s %,d bytes, %.1f per atom%n", "off the heap", segments.capacityBytes(), segments.bytesPerAtom());
        final SegmentStatistics indexes = statistics.indexes();
        if (indexes.segments() > 0) {
            out.printf(
                    "%-16s %,d bytes more off the heap, in %,d segments%n",
                    "indexes", indexes.capacityBytes(), indexes.segments());
        }
        out.printf(
                "%-16s %,d bytes, %.2f per atom, with every segment loaded%n",
                "on the heap", statistics.heap().bytes(), statistics.heap().bytesPerAtom());
    }

    private static void print(PrintWriter out, IndexStatistics index) {
        final SegmentStatistics segments = index.segments();
        out.printf(
                "  index of %d children by child %d: %,d atoms in %,d segments, %.1f bytes per atom, %s%n",
                index.key().size(),
                index.key().position(),
                segments.entries(),
                segments.segments(),
                segments.bytesPerAtom(),
                segments.isSealed() ? "sealed" : "in memory");
    }

    private void printHeads(PrintWriter out, List<HeadCount> counts) {
        for (final HeadCount head : counts.subList(0, Math.min(heads, counts.size()))) {
            out.printf("  %,12d  %s/%d%n", head.atoms(), head.symbol(), head.arity());
        }
        if (counts.size() > heads) {
            out.printf("  %12s  %,d more heads%n", "...", counts.size() - heads);
        }
    }
}
