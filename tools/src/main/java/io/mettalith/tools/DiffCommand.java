package io.mettalith.tools;

import io.mettalith.store.environment.Difference;
import io.mettalith.store.snapshot.SegmentStore;
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
        footer = {"", "Example:", "  mettalith diff jdk17 jdk25 --limit 20"})
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "A", description = "name, id or unique beginning of an id")
    private String from;

    @Parameters(index = "1", paramLabel = "B", description = "what to compare with it, as A")
    private String to;

    @Option(names = "--limit", paramLabel = "N", description = "print N atoms only")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--summary", description = "print numbers only, for each space")
    private boolean summary;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final DifferencePrinter printer =
                new DifferencePrinter(spec.commandLine().getOut(), report.isJson(), limit);
        try (SegmentStore opened = store.open()) {
            final Difference difference = summary ? opened.diff(from, to) : opened.diff(from, to, printer);
            if (summary) {
                printer.summary(opened.snapshot(from).id(), opened.snapshot(to).id(), difference);
            } else {
                printer.end(difference);
            }
            return difference.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE;
        }
    }
}
