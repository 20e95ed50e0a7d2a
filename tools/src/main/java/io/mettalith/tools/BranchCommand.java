package io.mettalith.tools;

import io.mettalith.store.history.Ref;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a ref begin at a snapshot. */
@Command(
        name = "branch",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a snapshot a name that moves with what is committed or merged into it. Nothing is copied.",
            "If there is a ref of that name it moves; what it named before stays in its log."
        },
        footer = {"", "Example:", "  mettalith branch feature main"})
final class BranchCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "NAME", description = "name of the ref")
    private String name;

    @Parameters(index = "1", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (SegmentStore opened = store.open()) {
            final Ref made = opened.branch(name, ref);
            RefPrinter.print(spec.commandLine().getOut(), report, made);
        }
        return ExitCode.OK;
    }
}
