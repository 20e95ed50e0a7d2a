package io.mettalith.tools;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints who brought the atoms of a snapshot. */
@Command(
        name = "blame",
        mixinStandardHelpOptions = true,
        description = {
            "Prints, of each atom of a snapshot that unifies with a pattern, the entry that brought it: number, ref, time,",
            "the atom, and the entry's message."
        },
        footer = {"", "Example:", "  mettalith blame main '(extends $class java.lang.Error)'"})
final class BlameCommand implements Callable<Integer> {
    private static final int MAX_ATOMS = 100_000;

    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Parameters(index = "1", paramLabel = "PATTERN", description = "which atoms")
    private String pattern;

    @Option(names = "--space", paramLabel = "NAME", description = "token of the space (default: &self)")
    private String space = SpaceTokens.SELF;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open();
                Environment environment = opened.checkout(ref)) {
            final SpaceId of = SpaceTokens.existing(environment, space);
            final HistoryGraph history = opened.history();
            opened.blame(ref, of, atoms(environment, of))
                    .forEach((atom, entry) -> print(out, atom, entry, history.ref(entry)));
        }
        return ExitCode.OK;
    }

    private List<AtomCode> atoms(Environment environment, SpaceId of) {
        final Pattern parsed = new Pattern(pattern, environment);
        final List<AtomCode> atoms = new ArrayList<>();
        try (Cursor cursor = parsed.open(environment, of)) {
            while (cursor.next()) {
                if (parsed.matches(cursor)) {
                    atoms.add(cursor.toStoredAtom().code());
                }
                if (atoms.size() > MAX_ATOMS) {
                    throw new UsageException(
                            "too many atoms to follow: atomsMax=" + MAX_ATOMS + "; give a narrower PATTERN");
                }
            }
        }
        return atoms;
    }

    private void print(PrintWriter out, AtomCode atom, RefEntry entry, String name) {
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("atom", atom.toString());
            object.put("ref", name);
            object.put("number", entry.number());
            object.put("id", entry.snapshot().toHex());
            object.put("time", entry.time().toString());
            object.put("message", entry.message());
            ReportOptions.print(out, object);
        } else {
            out.printf(
                    "@%-6d %-12s %s  %s%s%n",
                    entry.number(),
                    name,
                    entry.time(),
                    atom,
                    entry.message().isEmpty()
                            ? ""
                            : "  ; "
                                    + SafeText.of(
                                            entry.message().lines().findFirst().orElse("")));
        }
    }
}
