package io.mettalith.store.report;

import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.report.EnvironmentStatistics.HeadCount;
import io.mettalith.store.report.EnvironmentStatistics.IndexStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SegmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the atoms of a space in one pass. Atoms of one arity and head follow each other, so one counter at a time is
 * enough for all heads. Not thread-safe.
 */
final class SpaceCensus {
    private static final int DEFINITION_ARITY = 2;
    private static final int PROGRESS_STEP = 1 << 14;

    private final AtomReader reader = new AtomReader();
    private final List<HeadTally> heads = new ArrayList<>();
    private byte[] last = new byte[256];
    private int lastLength;
    private long atoms;
    private long distinctAtoms;
    private long withVariables;
    private long ownBytes;

    /** Looks on while atoms are counted. */
    interface Listener {
        /** Takes no notice. */
        Listener NONE = (space, cursor) -> {};

        /** Called for every distinct atom; the cursor stands on it and is not to be moved. */
        void atom(SpaceId space, Cursor cursor);

        /** Called now and then, with the number of distinct atoms since the last time. */
        default void progress(long distinctAtoms) {}
    }

    private SpaceCensus() {}

    /** Counts without anybody looking on. */
    static SpaceStatistics of(EnvironmentView view, SpaceId space) {
        return of(view, space, Listener.NONE);
    }

    static SpaceStatistics of(EnvironmentView view, SpaceId space, Listener listener) {
        final SpaceCensus census = new SpaceCensus();
        try (Cursor cursor = view.atoms(space)) {
            while (cursor.next()) {
                census.add(cursor);
                listener.atom(space, cursor);
                if (census.distinctAtoms % PROGRESS_STEP == 0) {
                    listener.progress(PROGRESS_STEP);
                }
            }
        }
        listener.progress(census.distinctAtoms % PROGRESS_STEP);
        final SegmentCensus segments = new SegmentCensus();
        view.forEachSegment(space, segments);
        return census.statistics(space, segments.statistics(), indexes(view, space));
    }

    private SpaceStatistics statistics(SpaceId space, SegmentStatistics segments, List<IndexStatistics> indexes) {
        final double rest = distinctAtoms == 0 ? 0 : (double) (segments.usedBytes() - ownBytes) / distinctAtoms;
        final List<HeadCount> counts = heads.stream()
                .map(head -> head.count(rest))
                .sorted(Comparator.comparingLong(HeadCount::atoms)
                        .reversed()
                        .thenComparing(HeadCount::symbol)
                        .thenComparingInt(HeadCount::arity))
                .toList();
        return new SpaceStatistics(
                space,
                atoms,
                distinctAtoms,
                definitions(counts, "="),
                definitions(counts, ":"),
                withVariables,
                counts,
                segments,
                indexes);
    }

    private static List<IndexStatistics> indexes(EnvironmentView view, SpaceId space) {
        return view.indexes(space).stream()
                .sorted()
                .map(key -> {
                    final SegmentCensus segments = new SegmentCensus();
                    view.forEachSegment(space, key, segments);
                    return new IndexStatistics(key, segments.statistics());
                })
                .toList();
    }

    private void add(Cursor cursor) {
        final int own = ownBytes(cursor);
        atoms += cursor.count();
        distinctAtoms++;
        withVariables += cursor.hasVariables() ? cursor.count() : 0;
        ownBytes += own;
        reader.wrap(cursor.atom(), 0, cursor.length());
        reader.advance();
        if (reader.kind() != AtomKind.EXPRESSION || reader.arity() == 0) {
            return;
        }
        final int arguments = reader.arity() - 1;
        reader.advance();
        if (reader.kind() == AtomKind.SYMBOL) {
            head(reader.text(), arguments).add(cursor.count(), own);
        }
    }

    /** Returns how many bytes of an atom do not begin the one before it too, and remembers it. */
    private int ownBytes(Cursor cursor) {
        final int length = cursor.length();
        if (length > last.length) {
            last = Arrays.copyOf(last, Math.max(length, 2 * last.length));
        }
        int shared = 0;
        while (shared < length
                && shared < lastLength
                && last[shared] == cursor.atom().getByte(shared)) {
            shared++;
        }
        cursor.atom().getBytes(shared, last, shared, length - shared);
        lastLength = length;
        return length - shared;
    }

    private HeadTally head(String symbol, int arguments) {
        final HeadTally latest = heads.isEmpty() ? null : heads.get(heads.size() - 1);
        if (latest != null && latest.isOf(symbol, arguments)) {
            return latest;
        }
        final HeadTally next = new HeadTally(symbol, arguments);
        heads.add(next);
        return next;
    }

    private static long definitions(List<HeadCount> heads, String symbol) {
        return heads.stream()
                .filter(head -> head.symbol().equals(symbol) && head.arity() == DEFINITION_ARITY)
                .mapToLong(HeadCount::atoms)
                .sum();
    }
}
