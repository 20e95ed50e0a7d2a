package io.mettalith.tools;

import io.mettalith.store.atom.AtomPrinter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the atoms of a snapshot. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the atoms of a snapshot, or those that unify with a pattern, in the order of the store.",
            "An atom with several copies is printed once, with '; x3' behind it. All spaces are looked at, &self first; the",
            "name of each other one that has such atoms stands before them."
        },
        footer = {"", "Example:", "  mettalith show jdk '(extends $class java.lang.Error)' --limit 10"})
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATTERN", description = "only atoms that unify with this")
    private String pattern;

    @Option(names = "--limit", paramLabel = "N", description = "stop after N atoms")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description = "token of the one space to look at, as '&kb' (default: all)")
    private String space;

    @Spec
    private CommandSpec spec;

    private long shown;

    @Override
    public Integer call() {
        try (SegmentStore opened = store.open();
                Environment environment = opened.checkout(ref)) {
            final Pattern parsed = pattern == null ? null : new Pattern(pattern, environment);
            for (final SpaceId each : AllSpaces.chosen(environment, space)) {
                try (Cursor cursor = parsed == null ? environment.atoms(each) : parsed.open(environment, each)) {
                    print(cursor, parsed, each);
                }
            }
        }
        return ExitCode.OK;
    }

    private void print(Cursor cursor, Pattern parsed, SpaceId in) {
        final PrintWriter out = spec.commandLine().getOut();
        boolean named = report.isJson() || space != null || in.equals(SpaceId.MAIN);
        while (shown < limit && cursor.next()) {
            if (parsed == null || parsed.matches(cursor)) {
                if (!named) {
                    out.println("; " + DifferencePrinter.name(in));
                    named = true;
                }
                printAtom(out, cursor, in);
                shown++;
            }
        }
    }

    private void printAtom(PrintWriter out, Cursor cursor, SpaceId in) {
        final StringBuilder text = new StringBuilder();
        AtomPrinter.append(text, cursor.atom(), 0, cursor.length());
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("atom", text.toString());
            object.put("count", cursor.count());
            object.put("space", DifferencePrinter.name(in));
            ReportOptions.print(out, object);
        } else if (cursor.count() > 1) {
            out.println(text.append(" ; x").append(cursor.count()));
        } else {
            out.println(text);
        }
    }
}
