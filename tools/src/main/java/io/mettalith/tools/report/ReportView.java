package io.mettalith.tools.report;

import io.mettalith.store.report.DifferenceByHead;
import io.mettalith.store.report.DifferenceByHead.HeadDifference;
import io.mettalith.store.report.EnvironmentStatistics.HeadCount;
import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import io.mettalith.store.report.Growth;
import io.mettalith.store.report.Sharing;
import io.mettalith.store.report.SnapshotReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the templates read of a report: its figures, and which of them there is room for.
 *
 * @param report that is shown
 */
record ReportView(SnapshotReport report) {
    private static final int MAX_HEADS = 24;
    private static final int MAX_MORE_HEADS = 1_000;
    private static final int MAX_COMPARED_REFS = 12;
    private static final int MAX_ENTRIES = 40;
    private static final int MAX_DIFFERENT_HEADS = 60;

    /** An entry of the log and how many atoms more it has than the one before. */
    record Entry(Growth.Step step, long moreAtoms) {}

    SpaceStatistics main() {
        return report.spaces().get(0);
    }

    long atoms() {
        return sum(SpaceStatistics::atoms);
    }

    long facts() {
        return sum(SpaceStatistics::facts);
    }

    long rules() {
        return sum(SpaceStatistics::rules);
    }

    long types() {
        return sum(SpaceStatistics::types);
    }

    long withVariables() {
        return sum(SpaceStatistics::withVariables);
    }

    private long sum(ToLongFunction<SpaceStatistics> figure) {
        return report.spaces().stream().mapToLong(figure).sum();
    }

    /** Returns the most frequent heads of the main space. */
    List<HeadCount> heads() {
        return first(main().heads(), MAX_HEADS);
    }

    /** Returns those that follow, if not without limit. */
    List<HeadCount> moreHeads() {
        final List<HeadCount> heads = main().heads();
        return heads.subList(Math.min(MAX_HEADS, heads.size()), Math.min(MAX_HEADS + MAX_MORE_HEADS, heads.size()));
    }

    long mostAtomsOfAHead() {
        return main().heads().stream().mapToLong(HeadCount::atoms).max().orElse(0);
    }

    long mostBytesOfAHead() {
        return main().heads().stream().mapToLong(HeadCount::bytes).max().orElse(0);
    }

    List<Sharing.RefShare> refs() {
        return report.sharing().refs();
    }

    /** Returns how many refs the table of pairs has room for. */
    int comparedRefs() {
        return Math.min(MAX_COMPARED_REFS, refs().size());
    }

    long mostBytesOfARef() {
        return refs().stream().mapToLong(Sharing.RefShare::bytes).max().orElse(0);
    }

    /** Returns the entries of the log, the newest first. */
    List<Entry> entries() {
        final List<Growth.Step> steps = report.growth().steps();
        final List<Entry> entries = new ArrayList<>();
        for (int i = Math.max(0, steps.size() - MAX_ENTRIES); i < steps.size(); i++) {
            final long before = i == 0 ? 0 : steps.get(i - 1).entry().atoms();
            entries.add(new Entry(steps.get(i), steps.get(i).entry().atoms() - before));
        }
        Collections.reverse(entries);
        return entries;
    }

    /** Returns how many entries there is no room for. */
    int earlierEntries() {
        return Math.max(0, report.growth().steps().size() - MAX_ENTRIES);
    }

    boolean hasIndexes() {
        return report.spaces().stream().anyMatch(space -> !space.indexes().isEmpty());
    }

    static List<HeadDifference> differentHeads(DifferenceByHead difference) {
        return first(difference.heads(), MAX_DIFFERENT_HEADS);
    }

    static long mostDifferences(DifferenceByHead difference) {
        return difference.heads().stream()
                .mapToLong(head -> Math.max(head.added(), head.removed()))
                .max()
                .orElse(0);
    }

    private static <T> List<T> first(List<T> list, int limit) {
        return list.subList(0, Math.min(limit, list.size()));
    }
}
