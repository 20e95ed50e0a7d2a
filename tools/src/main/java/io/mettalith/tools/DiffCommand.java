package io.mettalith.tools;

import io.mettalith.store.environment.Delta;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.tools.exchange.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how one snapshot differs from another. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what B has more than A with '+' and what it has less with '-', '; x3' behind it for three copies.",
            "Takes time proportional to the difference. Exits with 3 where there is one, with 0 where there is none."
        },
        footer = {
            "",
            "Examples:",
            "  mettalith diff jdk17 jdk25 --limit 20",
            "  mettalith diff main~ main '(extends $class java.lang.Error)'",
            "  mettalith diff main feature --delta feature.delta"
        })
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "A", description = "name, id or unique beginning of an id")
    private String from;

    @Parameters(index = "1", paramLabel = "B", description = "what to compare with it, as A")
    private String to;

    @Parameters(index = "2", arity = "0..1", paramLabel = "PATTERN", description = "only atoms that unify with this")
    private String pattern;

    @Option(
            names = "--delta",
            paramLabel = "FILE",
            description = "write the difference into a file that 'apply' takes, instead of printing it")
    private Path delta;

    @Option(names = "--limit", paramLabel = "N", description = "print N atoms only")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--summary", description = "print numbers only, for each space")
    private boolean summary;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final DifferencePrinter printer =
                new DifferencePrinter(spec.commandLine().getOut(), report.isJson(), limit);
        try (SegmentStore opened = store.open()) {
            if (pattern != null || delta != null) {
                return special(opened, printer);
            }
            final Difference difference = summary ? opened.diff(from, to) : opened.diff(from, to, printer);
            if (summary) {
                printer.summary(opened.snapshot(from).id(), opened.snapshot(to).id(), difference);
            } else {
                printer.end(difference);
            }
            return difference.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE;
        }
    }

    private int special(SegmentStore opened, DifferencePrinter printer) throws IOException {
        if (summary || pattern != null && delta != null) {
            throw new UsageException("--summary, --delta and PATTERN exclude each other: say one of them");
        }
        try (Environment before = opened.checkout(from);
                Environment after = opened.checkout(to)) {
            if (delta != null) {
                return write(Delta.between(before, after));
            }
            final Pattern parsed = new Pattern(pattern, after);
            final long[] found = {0};
            Difference.between(before, after, (space, atom, had, has) -> {
                if (!space.isRegistry() && parsed.matches(atom)) {
                    printer.atom(space, atom, had, has);
                    found[0]++;
                }
            });
            printer.cut();
            return found[0] == 0 ? ExitCode.OK : ExitCode.DIFFERENCE;
        }
    }

    private int write(Delta changes) throws IOException {
        final byte[] bytes = changes.toBytes();
        WholeFile.write(delta, out -> out.write(bytes));
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("base", changes.base().toHex());
            object.put("file", delta.toString());
            object.put("atoms", changes.size());
            object.put("bytes", bytes.length);
            ReportOptions.print(spec.commandLine().getOut(), object);
        } else {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: what changes %,d atoms of %s, %,d bytes%n",
                            delta,
                            changes.size(),
                            RefPrinter.shortId(changes.base()),
                            bytes.length);
        }
        return changes.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }
}
