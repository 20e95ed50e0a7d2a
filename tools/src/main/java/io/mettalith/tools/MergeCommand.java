package io.mettalith.tools;

import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Difference.SpaceDifference;
import io.mettalith.store.environment.UnionReport.Conflict;
import io.mettalith.store.snapshot.Merge;
import io.mettalith.store.snapshot.MergeBaseException;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
            "Adds to REF what OTHER has done since their common ancestor, which the histories tell:",
            "of each atom max(0, REF + OTHER - ancestor) copies. Where both changed a state or a token, OTHER's value",
            "is taken, and the conflict is reported."
        },
        footer = {"", "Example:", "  mettalith merge --into main feature -m 'what the feature found'"})
final class MergeCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Option(names = "--into", required = true, paramLabel = "REF", description = "name of the ref to merge into")
    private String into;

    @Parameters(index = "0", paramLabel = "OTHER", description = "name, id or unique beginning of an id")
    private String other;

    @Option(
            names = "--base",
            paramLabel = "REF",
            description = "compare OTHER with this instead of the common ancestor; name, id or beginning of an id")
    private String base;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "message for the log (default: merge of OTHER)")
    private String message;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open()) {
            final String text = message == null ? "merge of " + other : message;
            final Merge merge = opened.merge(into, other, Optional.ofNullable(base), text);
            if (report.isJson()) {
                ReportOptions.print(out, json(merge));
            } else {
                print(out, merge);
            }
        } catch (final MergeBaseException e) {
            throw new UsageException(e.getMessage() + ": --base REF");
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> json(Merge merge) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("into", merge.into());
        object.put("outcome", merge.outcome().name().toLowerCase(Locale.ROOT));
        object.put("id", merge.snapshot().toHex());
        object.put("before", merge.before().toHex());
        object.put("other", merge.other().toHex());
        object.put("base", merge.base().toHex());
        object.putAll(DifferencePrinter.counts(merge.change()));
        object.put("clamped", merge.clamped());
        object.put(
                "conflicts", merge.conflicts().stream().map(MergeCommand::json).toList());
        object.put("segmentsPut", merge.segmentsPut());
        object.put("bytesPut", merge.bytesPut());
        return object;
    }

    private static Map<String, Object> json(Conflict conflict) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("what", conflict.what());
        object.put("left", conflict.left());
        object.put("right", conflict.right());
        return object;
    }

    private void print(PrintWriter out, Merge merge) {
        final String outcome = switch (merge.outcome()) {
            case ALREADY_CONTAINED -> "has all of " + other + " already";
            case FAST_FORWARD -> "had nothing of its own, and is " + other + " now";
            case MERGED -> "merged with " + other + " since " + RefPrinter.shortId(merge.base());
        };
        out.printf("%s %s: %s%n", merge.into(), RefPrinter.shortId(merge.snapshot()), outcome);
        if (merge.outcome() != Merge.Outcome.ALREADY_CONTAINED) {
            print(out, merge.change(), merge.clamped());
        }
        for (final Conflict conflict : merge.conflicts()) {
            out.printf("conflict: %s was %s, is %s%n", conflict.what(), conflict.left(), conflict.right());
        }
    }

    private static void print(PrintWriter out, Difference change, long clamped) {
        out.printf(
                "+%,d -%,d atoms; definitions +%,d -%,d%s%n",
                change.added(),
                change.removed(),
                change.sum(SpaceDifference::definitionsAdded),
                change.sum(SpaceDifference::definitionsRemoved),
                clamped == 0 ? "" : String.format("; %,d were to lose more copies than there were", clamped));
    }
}
