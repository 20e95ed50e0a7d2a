package io.mettalith.tools;

import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the named snapshots. */
@Command(
        name = "refs",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the named snapshots of a store: name, id, atoms, time, and whether it is a tag; or, of refs that were",
            "deleted, those whose history is kept, which 'undelete' brings back and '@' with the number names."
        },
        footer = {"", "Example:", "  mettalith refs --store kb"})
final class RefsCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Option(names = "--deleted", description = "refs that were deleted, instead")
    private boolean deleted;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open()) {
            if (deleted) {
                opened.deleted().forEach((ref, number) -> RefPrinter.print(out, report, ref, number));
            } else {
                opened.refs().forEach(ref -> RefPrinter.print(out, report, ref));
            }
        }
        return ExitCode.OK;
    }
}
