package io.mettalith.tools;

import io.mettalith.store.snapshot.CommitOptions;
import io.mettalith.store.snapshot.Merge;
import io.mettalith.store.snapshot.MergeBaseException;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges a snapshot into a ref. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Adds to REF what OTHER has done since their common ancestor, which the histories tell. What both did alike",
            "counts once. Where both have changed a state or a token, nothing is stored unless --ours or --theirs says",
            "whose value counts."
        },
        footer = {
            "",
            "Examples:",
            "  mettalith merge --into main feature -m 'what the feature found'",
            "  mettalith merge --into main feature --dry-run",
            "  mettalith merge --into main feature --require checks.metta"
        })
final class MergeCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Mixin
    private ResultOptions result;

    @Option(names = "--into", required = true, paramLabel = "REF", description = "name of the ref to merge into")
    private String into;

    @Parameters(index = "0", paramLabel = "OTHER", description = "name, id or unique beginning of an id")
    private String other;

    @Option(
            names = "--base",
            paramLabel = "REF",
            description =
                    "compare OTHER with this instead of the common ancestor; if it is another, the log will not say that"
                            + " OTHER was merged")
    private String base;

    @Option(names = "--unrelated", description = "merge histories with nothing in common, as if both had begun empty")
    private boolean unrelated;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final CommitOptions given = result.options("merge of " + other, spec.commandLine());
        final CommitOptions options = unrelated ? given.unitingUnrelated() : given;
        try (SegmentStore opened = result.isDryRun() ? store.openForReading() : store.open()) {
            final Merge merge = opened.merge(into, other, Optional.ofNullable(base), options);
            return new MergePrinter(spec.commandLine().getOut(), report, result.isDryRun())
                    .print(merge, outcome(merge), result.winner());
        } catch (final MergeBaseException e) {
            throw new UsageException(e.getMessage() + ": --base REF or --unrelated");
        }
    }

    private String outcome(Merge merge) {
        return switch (merge.outcome()) {
            case ALREADY_CONTAINED -> "has all of " + other + " already";
            case FAST_FORWARD -> "had nothing of its own, and is " + other + " now";
            case MERGED -> "merged with " + other + " since " + RefPrinter.shortId(merge.base());
        };
    }
}
