package io.mettalith.store.report;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.report.DifferenceByHead.HeadDifference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts by head what it is shown of a difference; states and tokens it passes over. Not thread-safe. */
final class DifferenceSurvey implements Difference.Visitor {
    private static final int NO_ARITY = 0;

    private final int samples;
    private final AtomReader reader = new AtomReader();
    private final Map<Head, Tally> tallies = new HashMap<>();

    private record Head(SpaceId space, String symbol, int arity) {}

    /** What came and went of one head. */
    private static final class Tally {
        private final AtomSample addedSample;
        private final AtomSample removedSample;
        private long added;
        private long removed;

        Tally(int samples) {
            addedSample = new AtomSample(samples);
            removedSample = new AtomSample(samples);
        }

        void add(AtomCode atom, long count) {
            added += Math.max(0, count);
            removed += Math.max(0, -count);
            (count > 0 ? addedSample : removedSample).add(atom);
        }
    }

    /**
     * Makes a survey of nothing.
     *
     * @param samples how many atoms to keep of each head, each way
     */
    DifferenceSurvey(int samples) {
        this.samples = samples;
    }

    @Override
    public void atom(SpaceId space, AtomCode atom, long before, long after) {
        if (!space.isRegistry()) {
            tallies.computeIfAbsent(headOf(space, atom), head -> new Tally(samples))
                    .add(atom, after - before);
        }
    }

    private Head headOf(SpaceId space, AtomCode atom) {
        reader.wrap(atom).advance();
        if (reader.kind() == AtomKind.EXPRESSION && reader.arity() > 0) {
            final int arguments = reader.arity() - 1;
            reader.advance();
            if (reader.kind() == AtomKind.SYMBOL) {
                return new Head(space, reader.text(), arguments);
            }
        }
        return new Head(space, "", NO_ARITY);
    }

    /** Returns the heads with different atoms, those with the most differences first. */
    List<HeadDifference> heads() {
        return tallies.entrySet().stream()
                .map(entry -> difference(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong((HeadDifference head) -> head.added() + head.removed())
                        .reversed()
                        .thenComparing(HeadDifference::space)
                        .thenComparing(HeadDifference::symbol)
                        .thenComparingInt(HeadDifference::arity))
                .toList();
    }

    private static HeadDifference difference(Head head, Tally tally) {
        return new HeadDifference(
                head.space(),
                head.symbol(),
                head.arity(),
                tally.added,
                tally.removed,
                tally.addedSample.toList(),
                tally.removedSample.toList());
    }
}
