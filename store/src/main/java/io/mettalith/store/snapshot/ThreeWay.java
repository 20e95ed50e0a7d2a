package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.UnionMode;
import io.mettalith.store.environment.UnionReport;
import io.mettalith.store.history.EntryId;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.snapshot.CommitOptions.OnConflict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Unites what two sides have done since what both come from.
 *
 * <p>What both come from is found in the {@link HistoryGraph}. Where histories have been merged crosswise there are several
 * nearest common ancestors; these are united first, in the same way, and what comes of it is the base, as git has it. It is
 * kept nowhere.
 *
 * <p>Threading: used by one thread; reads the store only.
 */
final class ThreeWay {
    private final SegmentStore store;
    private final HistoryGraph graph;
    private final UnionMode mode;

    ThreeWay(SegmentStore store, HistoryGraph graph, UnionMode mode) {
        this.store = store;
        this.graph = graph;
        this.mode = mode;
    }

    /**
     * What two sides come from.
     *
     * @param entries the nearest common ancestors, the newest first; none where the sides are unrelated
     * @param environment what they hold, united; empty where there are none. Closed with this
     */
    record Base(List<RefEntry> entries, Environment environment) implements AutoCloseable {
        @Override
        public void close() {
            environment.close();
        }
    }

    /** Finds what the entries of two sides come from. */
    Base base(Collection<EntryId> left, Collection<EntryId> right) {
        final List<RefEntry> nearest = graph.nearestCommonAncestors(left, right);
        final Environment united = nearest.isEmpty() ? Environment.create() : store.checkout(nearest.get(0));
        try {
            final List<EntryId> contained = new ArrayList<>();
            for (final RefEntry entry : nearest) {
                if (!contained.isEmpty()) {
                    add(united, contained, entry);
                }
                contained.add(entry.id());
            }
            return new Base(nearest, united);
        } catch (final RuntimeException e) {
            united.close();
            throw e;
        }
    }

    private void add(Environment united, List<EntryId> contained, RefEntry entry) {
        try (Base base = base(contained, List.of(entry.id()));
                Environment other = store.checkout(entry)) {
            united.unionSince(base.environment(), other, mode, false);
        }
    }

    /**
     * Adds to an environment what another side has done since a base.
     *
     * @param into name of the ref, for messages
     * @throws MergeConflictException if both have changed a state or token, and the options do not say whose value counts
     */
    static UnionReport unite(
            String into, Environment environment, Environment base, Environment other, CommitOptions options) {
        final UnionReport report =
                environment.unionSince(base, other, options.mode(), options.onConflict() == OnConflict.OURS);
        if (!report.conflicts().isEmpty() && options.onConflict() == OnConflict.REFUSE && !options.dryRun()) {
            throw new MergeConflictException(into, report.conflicts());
        }
        return report;
    }
}
