package io.mettalith.store.report;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.AmbiguousSnapshotException;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.report.EnvironmentStatistics.SegmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.store.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * All that there is to know of a snapshot and of its place in the store: what is in it, how it is built, what it shares
 * with others, how it came about, and how it differs from another.
 *
 * @param ref name or id of the snapshot, as it was asked for
 * @param id of the snapshot
 * @param time of the commit it was found by
 * @param spaces of it, the main space first
 * @param segments of all spaces and of the states and tokens together, but not of indexes
 * @param indexes segments of all indexes of all spaces together
 * @param shape of the trees of all spaces
 * @param largest atoms, the longest first
 * @param sharing between the refs of the store
 * @param growth of the ref, or of the first ref whose log has the id
 * @param difference from another snapshot, if one was asked for
 */
public record SnapshotReport(
        String ref,
        ContentHash id,
        Instant time,
        List<SpaceStatistics> spaces,
        SegmentStatistics segments,
        SegmentStatistics indexes,
        SegmentShape shape,
        List<LargeAtom> largest,
        Sharing sharing,
        Growth growth,
        Optional<DifferenceByHead> difference) {
    public SnapshotReport {
        spaces = List.copyOf(spaces);
        largest = List.copyOf(largest);
    }

    /**
     * A long atom.
     *
     * @param space that it is in
     * @param code the atom
     * @param bytes length of its code
     * @param count how many copies there are
     * @param place of it in the order of the store, from 1
     */
    public record LargeAtom(SpaceId space, AtomCode code, int bytes, long count, long place) {}

    /**
     * What to report on.
     *
     * @param ref name or id of the snapshot, or a beginning that only one id has
     * @param against the same for a snapshot to compare it with, if any
     * @param largest how many long atoms to report
     * @param samples how many atoms to report of each head that differs, each way
     */
    public record Request(String ref, Optional<String> against, int largest, int samples) {}

    /**
     * Reads all atoms of the snapshot, where it differs those of the other, and the directories of all refs.
     *
     * @param progress told now and then how many distinct atoms have been read since the last time
     * @throws UnknownRefException if there is no such snapshot
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreDamagedException if what is read is not as it was stored
     */
    public static SnapshotReport of(SegmentStore store, Request request, LongConsumer progress) {
        final Snapshot snapshot = store.snapshot(request.ref());
        try (Environment environment = store.checkout(request.ref());
                EnvironmentView view = environment.view()) {
            final LargestAtoms largest = new LargestAtoms(request.largest());
            final List<SpaceStatistics> spaces = count(view, largest, progress);
            final ShapeSurvey shape = new ShapeSurvey();
            final SegmentCensus segments = new SegmentCensus();
            view.forEachSegment(shape);
            view.forEachSegment(segments);
            final SegmentCensus indexes = new SegmentCensus();
            indexes.addIndexes(view);
            final String log = logOf(store, request.ref(), snapshot.id());
            return new SnapshotReport(
                    request.ref(),
                    snapshot.id(),
                    snapshot.time(),
                    spaces,
                    segments.statistics(),
                    indexes.statistics(),
                    shape.shape(),
                    largest.toList(),
                    SharingSurvey.of(store, log),
                    GrowthSurvey.of(store, log),
                    request.against().map(against -> compare(store, against, request)));
        }
    }

    private static List<SpaceStatistics> count(EnvironmentView view, LargestAtoms largest, LongConsumer progress) {
        final SpaceCensus.Listener listener = new SpaceCensus.Listener() {
            @Override
            public void atom(SpaceId space, Cursor cursor) {
                largest.add(space, cursor);
            }

            @Override
            public void progress(long distinctAtoms) {
                progress.accept(distinctAtoms);
            }
        };
        final List<SpaceStatistics> spaces = new ArrayList<>();
        for (final SpaceId space : view.spaces()) {
            spaces.add(SpaceCensus.of(view, space, listener));
        }
        return spaces;
    }

    private static String logOf(SegmentStore store, String asked, ContentHash id) {
        final List<String> names = store.refs().stream().map(Ref::name).toList();
        return names.contains(asked)
                ? asked
                : names.stream()
                        .filter(name -> store.log(name).stream()
                                .anyMatch(entry -> entry.snapshot().equals(id)))
                        .findFirst()
                        .orElseThrow();
    }

    private static DifferenceByHead compare(SegmentStore store, String against, Request request) {
        final DifferenceSurvey survey = new DifferenceSurvey(request.samples());
        store.diff(against, request.ref(), survey);
        return new DifferenceByHead(against, store.snapshot(against).id(), survey.heads());
    }
}
