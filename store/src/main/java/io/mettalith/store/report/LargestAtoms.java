package io.mettalith.store.report;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.report.SnapshotReport.LargeAtom;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the longest atoms it is shown; of equally long ones, the first. Not thread-safe. */
final class LargestAtoms {
    private final int limit;
    private final PriorityQueue<LargeAtom> atoms = new PriorityQueue<>(
            Comparator.comparingInt(LargeAtom::bytes).thenComparing(LargeAtom::place, Comparator.reverseOrder()));
    private long place;

    LargestAtoms(int limit) {
        this.limit = limit;
    }

    void add(SpaceId space, Cursor cursor) {
        place++;
        if (atoms.size() < limit) {
            keep(space, cursor);
        } else if (limit > 0 && cursor.length() > atoms.peek().bytes()) {
            atoms.remove();
            keep(space, cursor);
        }
    }

    private void keep(SpaceId space, Cursor cursor) {
        final AtomCode code = cursor.toStoredAtom().code();
        atoms.add(new LargeAtom(space, code, cursor.length(), cursor.count(), place));
    }

    /** Returns them, the longest first. */
    List<LargeAtom> toList() {
        return atoms.stream()
                .sorted(Comparator.comparingInt(LargeAtom::bytes).reversed().thenComparingLong(LargeAtom::place))
                .toList();
    }
}
