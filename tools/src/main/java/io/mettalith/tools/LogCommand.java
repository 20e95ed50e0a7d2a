package io.mettalith.tools;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Prints histories. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the history of a ref, the newest entry first: number, id, how it came, atoms, time, parents, message.",
            "Of an id, prints what led to it. With a PATTERN, only entries that brought or took atoms which unify with it.",
            "'@' and the number name an entry: mettalith show @57."
        },
        footer = {
            "",
            "Examples:",
            "  mettalith log main --limit 10",
            "  mettalith log main '(extends $class java.lang.Error)'",
            "  mettalith log --graph --all"
        })
final class LogCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", arity = "0..1", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATTERN", description = "only what changed such atoms")
    private String pattern;

    @Option(names = "--limit", paramLabel = "N", description = "stop after N entries")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--graph",
            description = "all that led to REF, through merges, too, with lines that show what came from what")
    private boolean graph;

    @Option(names = "--all", description = "of all refs, deleted ones included")
    private boolean all;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (ref == null && !all) {
            throw new UsageException("REF is missing: name one, or say --all");
        }
        try (SegmentStore opened = store.open()) {
            final HistoryGraph history = opened.history();
            final GraphLanes lanes = graph ? new GraphLanes() : null;
            long shown = 0;
            for (final RefEntry entry : entries(opened, history)) {
                if (shown < limit && (pattern == null || touches(opened, history, entry))) {
                    print(entry, history, lanes);
                    shown++;
                }
            }
        }
        return ExitCode.OK;
    }

    private List<RefEntry> entries(SegmentStore opened, HistoryGraph history) {
        if (all) {
            return history.newestFirst();
        }
        return graph ? history.newestFirst(List.of(opened.entry(ref).id())) : opened.log(ref);
    }

    /** Reports whether an entry differs from its first parent in an atom that unifies with the pattern. */
    private boolean touches(SegmentStore opened, HistoryGraph history, RefEntry entry) {
        final List<RefEntry> parents = history.parents(entry);
        try (Environment after = opened.checkout("@" + entry.number())) {
            final Pattern parsed = new Pattern(pattern, after);
            if (parents.isEmpty()) {
                return after.spaces().stream().anyMatch(space -> has(parsed, after, space));
            }
            final boolean[] found = {false};
            opened.diff(
                    "@" + parents.get(0).number(),
                    "@" + entry.number(),
                    (space, atom, before, now) -> found[0] |= !space.isRegistry() && matches(parsed, atom));
            return found[0];
        }
    }

    private static boolean matches(Pattern parsed, AtomCode atom) {
        return parsed.matches(atom);
    }

    private static boolean has(Pattern parsed, Environment environment, SpaceId space) {
        try (Cursor cursor = parsed.open(environment, space)) {
            while (cursor.next()) {
                if (parsed.matches(cursor)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void print(RefEntry entry, HistoryGraph history, GraphLanes lanes) {
        final PrintWriter out = spec.commandLine().getOut();
        final List<RefEntry> parents = history.parents(entry);
        if (report.isJson()) {
            ReportOptions.print(out, json(entry, history.ref(entry), parents));
            return;
        }
        final String from =
                entry.parentSnapshots().stream().map(RefPrinter::shortId).collect(Collectors.joining(", "));
        final String line = String.format(
                Locale.ROOT,
                "@%-4d %s %-6s %,15d atoms  %s%s%s",
                entry.number(),
                RefPrinter.shortId(entry.snapshot()),
                kind(entry),
                entry.atoms(),
                entry.time(),
                all || lanes != null ? "  " + history.ref(entry) : "",
                from.isEmpty() ? "" : "  from " + from);
        final List<String> message =
                entry.message().lines().map(text -> "    " + SafeText.of(text)).toList();
        if (lanes == null) {
            out.println(line);
            message.forEach(out::println);
        } else {
            lanes.lines(entry.id(), parents.stream().map(RefEntry::id).toList(), line, message)
                    .forEach(out::println);
        }
    }

    private static Map<String, Object> json(RefEntry entry, String ref, List<RefEntry> parents) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("number", entry.number());
        object.put("id", entry.snapshot().toHex());
        object.put("ref", ref);
        object.put("kind", kind(entry));
        object.put(
                "parents",
                entry.parentSnapshots().stream().map(ContentHash::toHex).toList());
        object.put("parentNumbers", parents.stream().map(RefEntry::number).toList());
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
