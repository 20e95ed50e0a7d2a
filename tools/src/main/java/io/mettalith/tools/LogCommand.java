package io.mettalith.tools;

import io.mettalith.store.history.RefEntry;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the history of a snapshot. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the history of a ref, the newest entry first: id, how it came, parents, atoms, time, message.",
            "Of an id, prints what led to it in the log that had it first."
        },
        footer = {"", "Example:", "  mettalith log main --limit 10"})
final class LogCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Option(names = "--limit", paramLabel = "N", description = "stop after N entries")
    private long limit = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open()) {
            opened.log(ref).stream().limit(limit).forEach(entry -> print(out, entry));
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, RefEntry entry) {
        if (report.isJson()) {
            ReportOptions.print(out, json(entry));
            return;
        }
        final String parents = entry.parents().stream().map(RefPrinter::shortId).collect(Collectors.joining(", "));
        out.printf(
                "%s %-6s %,15d atoms  %s%s%n",
                RefPrinter.shortId(entry.snapshot()),
                kind(entry),
                entry.atoms(),
                entry.time(),
                parents.isEmpty() ? "" : "  from " + parents);
        entry.message().lines().forEach(line -> out.println("    " + line));
    }

    private static Map<String, Object> json(RefEntry entry) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", entry.snapshot().toHex());
        object.put("kind", kind(entry));
        object.put("parents", entry.parents().stream().map(ContentHash::toHex).toList());
        object.put("atoms", entry.atoms());
        object.put("time", entry.time().toString());
        object.put("indexed", entry.indexes().isPresent());
        object.put("message", entry.message());
        return object;
    }

    private static String kind(RefEntry entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT);
    }
}
