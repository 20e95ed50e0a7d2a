package io.mettalith.tools;

import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Difference.SpaceDifference;
import io.mettalith.store.environment.UnionReport.Conflict;
import io.mettalith.store.snapshot.Merge;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what a merge, a revert, a cherry-pick or a delta has done to a ref, or would do. */
final class MergePrinter {
    private final PrintWriter out;
    private final ReportOptions report;
    private final boolean dryRun;

    MergePrinter(PrintWriter out, ReportOptions report, boolean dryRun) {
        this.out = out;
        this.report = report;
        this.dryRun = dryRun;
    }

    /**
     * Prints.
     *
     * @param done what was done, as words that follow the ref, where there was something to do
     * @return the exit code: that of a difference where a dry run has found conflicts
     */
    int print(Merge merge, String done, Winner winner) {
        if (report.isJson()) {
            ReportOptions.print(out, json(merge));
        } else {
            out.printf(
                    "%s%s %s: %s%n",
                    dryRun ? "would be: " : "", merge.into(), RefPrinter.shortId(merge.snapshot()), done);
            if (!merge.change().isEmpty()) {
                print(merge.change(), merge.clamped());
            }
            print(merge.conflicts(), winner);
        }
        return dryRun && winner == Winner.NONE && !merge.conflicts().isEmpty() ? ExitCode.DIFFERENCE : ExitCode.OK;
    }

    /** Whose value counts of what both have changed. */
    enum Winner {
        OURS,
        THEIRS,
        NONE
    }

    private Map<String, Object> json(Merge merge) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("into", merge.into());
        object.put("outcome", merge.outcome().name().toLowerCase(Locale.ROOT));
        object.put("dryRun", dryRun);
        object.put("id", merge.snapshot().toHex());
        object.put("before", merge.before().toHex());
        object.put("other", merge.other().toHex());
        object.put("base", merge.base().toHex());
        object.putAll(DifferencePrinter.counts(merge.change()));
        object.put("clamped", merge.clamped());
        object.put(
                "conflicts", merge.conflicts().stream().map(MergePrinter::json).toList());
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

    private void print(Difference change, long clamped) {
        out.printf(
                Locale.ROOT,
                "+%,d -%,d atoms; definitions +%,d -%,d%s%n",
                change.added(),
                change.removed(),
                change.sum(SpaceDifference::definitionsAdded),
                change.sum(SpaceDifference::definitionsRemoved),
                clamped == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d were to lose more copies than there were", clamped));
    }

    private void print(List<Conflict> conflicts, Winner winner) {
        for (final Conflict conflict : conflicts) {
            out.printf(
                    "conflict: %s, ours=%s, theirs=%s%s%n",
                    conflict.what(),
                    conflict.left(),
                    conflict.right(),
                    switch (winner) {
                        case OURS -> "; ours is kept";
                        case THEIRS -> "; theirs is taken";
                        case NONE -> "; say --ours or --theirs";
                    });
        }
    }
}
