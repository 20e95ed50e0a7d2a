package io.mettalith.tools;

import io.mettalith.store.environment.Delta;
import io.mettalith.store.environment.DeltaException;
import io.mettalith.store.snapshot.Merge;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies a written delta to a ref. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Does in REF what a delta says, which 'diff --delta FILE' has written. REF has to be what the delta was made",
            "from, unless --anyway puts the changes where they fit."
        },
        footer = {
            "",
            "Example:",
            "  mettalith diff main feature --delta feature.delta",
            "  mettalith apply --store elsewhere --into main feature.delta"
        })
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Mixin
    private ResultOptions result;

    @Option(names = "--into", required = true, paramLabel = "REF", description = "name of the ref to change")
    private String into;

    @Option(names = "--anyway", description = "even if REF is not what the delta was made from")
    private boolean anyway;

    @Parameters(index = "0", paramLabel = "FILE", description = "the delta")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final Delta delta = read();
        try (SegmentStore opened = result.isDryRun() ? store.openForReading() : store.open()) {
            final String now = opened.snapshot(into).id().toHex();
            if (!anyway && !now.equals(delta.base().toHex())) {
                throw new UsageException("the delta was made from another snapshot: ref=" + into + ", refSnapshot="
                        + now + ", deltaBase=" + delta.base() + "; say --anyway to put the changes where they fit");
            }
            final Merge merge =
                    opened.apply(into, delta, result.options("delta " + file.getFileName(), spec.commandLine()));
            final String done = merge.outcome() == Merge.Outcome.ALREADY_CONTAINED
                    ? "nothing to do, the delta changes nothing here"
                    : "has what the delta changes";
            return new MergePrinter(spec.commandLine().getOut(), report, result.isDryRun())
                    .print(merge, done, result.winner());
        }
    }

    private Delta read() throws IOException {
        try {
            return Delta.fromBytes(Files.readAllBytes(file));
        } catch (final DeltaException e) {
            throw new IOException(
                    "not a delta that this release reads: file=" + file + ", reason=" + e.getMessage(), e);
        }
    }
}
