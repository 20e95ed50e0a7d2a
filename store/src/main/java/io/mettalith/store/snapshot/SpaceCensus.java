package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.EnvironmentStatistics.HeadCount;
import io.mettalith.store.snapshot.EnvironmentStatistics.IndexStatistics;
import io.mettalith.store.snapshot.EnvironmentStatistics.SpaceStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the atoms of a space in one pass. Atoms of one arity and head follow each other, so one counter is enough for
 * all heads. Not thread-safe.
 */
final class SpaceCensus {
    private static final int DEFINITION_ARITY = 2;

    private final AtomReader reader = new AtomReader();
    private final List<HeadCount> heads = new ArrayList<>();
    private long atoms;
    private long distinctAtoms;
    private String symbol;
    private int arity;
    private long count;

    private SpaceCensus() {}

    static SpaceStatistics of(Environment environment, SpaceId space) {
        final SpaceCensus census = new SpaceCensus();
        try (Cursor cursor = environment.atoms(space)) {
            while (cursor.next()) {
                census.add(cursor);
            }
        }
        census.endHead();
        final SegmentCensus segments = new SegmentCensus();
        environment.forEachSegment(space, segments);
        census.heads.sort(Comparator.comparingLong(HeadCount::atoms)
                .reversed()
                .thenComparing(HeadCount::symbol)
                .thenComparingInt(HeadCount::arity));
        return new SpaceStatistics(
                space,
                census.atoms,
                census.distinctAtoms,
                census.definitions("="),
                census.definitions(":"),
                census.heads,
                segments.statistics(),
                indexes(environment, space));
    }

    private static List<IndexStatistics> indexes(Environment environment, SpaceId space) {
        return environment.indexes(space).stream()
                .sorted()
                .map(key -> {
                    final SegmentCensus segments = new SegmentCensus();
                    environment.forEachSegment(space, key, segments);
                    return new IndexStatistics(key, segments.statistics());
                })
                .toList();
    }

    private void add(Cursor cursor) {
        atoms += cursor.count();
        distinctAtoms++;
        reader.wrap(cursor.atom(), 0, cursor.length());
        reader.advance();
        if (reader.kind() != AtomKind.EXPRESSION || reader.arity() == 0) {
            return;
        }
        final int arguments = reader.arity() - 1;
        reader.advance();
        if (reader.kind() == AtomKind.SYMBOL) {
            addHead(reader.text(), arguments, cursor.count());
        }
    }

    private void addHead(String head, int arguments, long copies) {
        if (arguments != arity || !head.equals(symbol)) {
            endHead();
            symbol = head;
            arity = arguments;
        }
        count += copies;
    }

    private void endHead() {
        if (count > 0) {
            heads.add(new HeadCount(symbol, arity, count));
            count = 0;
        }
    }

    private long definitions(String head) {
        return heads.stream()
                .filter(candidate -> candidate.symbol().equals(head) && candidate.arity() == DEFINITION_ARITY)
                .mapToLong(HeadCount::atoms)
                .sum();
    }
}
