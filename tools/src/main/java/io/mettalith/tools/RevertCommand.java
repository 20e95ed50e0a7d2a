package io.mettalith.tools;

import io.mettalith.store.snapshot.Merge;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back what an entry has changed. */
@Command(
        name = "revert",
        mixinStandardHelpOptions = true,
        description = {
            "Takes back in REF what ENTRY did to its first parent. What has been changed since stays as it is."
        },
        footer = {"", "Example:", "  mettalith revert --into main main~2"})
final class RevertCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Mixin
    private ResultOptions result;

    @Option(names = "--into", required = true, paramLabel = "REF", description = "name of the ref to change")
    private String into;

    @Parameters(
            index = "0",
            paramLabel = "ENTRY",
            description = "which: main, main~2, main@{2026-11-30}, @57 as the log numbers it, an id or its beginning")
    private String entry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (SegmentStore opened = result.isDryRun() ? store.openForReading() : store.open()) {
            final Merge merge = opened.revert(into, entry, result.options("revert of " + entry, spec.commandLine()));
            final String done = merge.outcome() == Merge.Outcome.ALREADY_CONTAINED
                    ? "nothing to do, it is as before " + entry + " already"
                    : "has taken back " + entry;
            return new MergePrinter(spec.commandLine().getOut(), report, result.isDryRun())
                    .print(merge, done, result.winner());
        }
    }
}
