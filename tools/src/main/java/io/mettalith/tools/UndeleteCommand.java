package io.mettalith.tools;

import io.mettalith.store.history.Ref;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a deleted ref its name again. */
@Command(
        name = "undelete",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a ref or tag anew that has been deleted, with its history; of several of that name the last one.",
            "'refs --deleted' lists them. A compaction drops those that nothing else comes from."
        },
        footer = {"", "Example:", "  mettalith undelete feature"})
final class UndeleteCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "NAME", description = "name of the ref or tag that was deleted")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (SegmentStore opened = store.open()) {
            final Ref made = opened.undelete(name);
            RefPrinter.print(spec.commandLine().getOut(), report, made);
        }
        return ExitCode.OK;
    }
}
