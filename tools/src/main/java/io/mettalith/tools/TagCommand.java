package io.mettalith.tools;

import io.mettalith.store.history.Ref;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a snapshot a name for good. */
@Command(
        name = "tag",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a snapshot a name that never moves: import, run --commit, merge and branch refuse it.",
            "Nothing is copied."
        },
        footer = {"", "Example:", "  mettalith tag v1 main"})
final class TagCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "NAME", description = "a name that the store does not have")
    private String name;

    @Parameters(index = "1", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (SegmentStore opened = store.open()) {
            final Ref made = opened.tag(name, ref);
            RefPrinter.print(spec.commandLine().getOut(), report, made);
        }
        return ExitCode.OK;
    }
}
