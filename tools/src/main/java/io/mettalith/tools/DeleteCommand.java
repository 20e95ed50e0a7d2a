package io.mettalith.tools;

import io.mettalith.store.history.Ref;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes a ref. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = {
            "Removes a ref or tag with its history, and prints what it was.",
            "What no other history names is not found any more."
        },
        footer = {"", "Example:", "  mettalith delete feature"})
final class DeleteCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "NAME", description = "name of a ref or tag")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (SegmentStore opened = store.open()) {
            final Ref ref = opened.delete(name);
            RefPrinter.print(spec.commandLine().getOut(), report, ref);
        }
        return ExitCode.OK;
    }
}
