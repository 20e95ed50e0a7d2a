package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.SpaceView;
import io.mettalith.store.snapshot.Difference.HeadDifference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Counts by head how one environment differs from another. Takes time by the difference. Not thread-safe. */
final class DifferenceSurvey {
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

    private DifferenceSurvey(int samples) {
        this.samples = samples;
    }

    /**
     * Returns the heads with different atoms, those with the most differences first.
     *
     * @param samples how many atoms to keep of each head, each way
     */
    static List<HeadDifference> of(Environment before, Environment after, int samples) {
        final DifferenceSurvey survey = new DifferenceSurvey(samples);
        final SortedSet<SpaceId> spaces = new TreeSet<>(before.spaces());
        spaces.addAll(after.spaces());
        spaces.forEach(space -> survey.compare(space, before, after));
        return survey.heads();
    }

    private void compare(SpaceId space, Environment before, Environment after) {
        if (!before.exists(space)) {
            count(space, after, 1);
        } else if (!after.exists(space)) {
            count(space, before, -1);
        } else {
            try (SpaceView from = before.view(space);
                    SpaceView to = after.view(space)) {
                from.compare(to, (atom, count) -> add(space, atom, count));
            }
        }
    }

    private void count(SpaceId space, Environment environment, int sign) {
        try (Cursor cursor = environment.atoms(space)) {
            while (cursor.next()) {
                add(space, cursor.toStoredAtom().code(), sign * cursor.count());
            }
        }
    }

    private void add(SpaceId space, AtomCode atom, long count) {
        tallies.computeIfAbsent(headOf(space, atom), head -> new Tally(samples)).add(atom, count);
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

    private List<HeadDifference> heads() {
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
