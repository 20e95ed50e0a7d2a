package io.mettalith.store.environment;

import io.mettalith.store.segment.AtomCount;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a delta to one space after another, in the order of their ids. Used once, under the latch of the environment
 * that is changed.
 */
final class DeltaApplication {
    private final Delta delta;
    private final DeltaReader reader;
    private final Merger merger = new Merger();
    private SpaceState space;
    private List<Merger.Definition> definitions;
    private List<byte[]> cellEntries;

    DeltaApplication(Delta delta) {
        this.delta = delta;
        reader = delta.reader();
    }

    /**
     * Checks, before anything is changed, that no count can overflow.
     *
     * @throws IllegalArgumentException if one might
     */
    void checkRoom(Root root) {
        final DeltaReader ahead = delta.reader();
        while (ahead.nextSpace()) {
            final SpaceState state = root.space(ahead.space());
            long room = AtomCount.MAX - (state == null ? 0 : state.tree.atoms());
            while (ahead.nextEntry()) {
                if (ahead.count() > room) {
                    throw new IllegalArgumentException("space too large for the delta: space=" + ahead.space()
                            + ", copiesToAdd=" + ahead.count() + ", roomForCopies=" + room
                            + "; apply the delta to the environment it was made for");
                }
                room -= Math.max(0, ahead.count());
            }
        }
    }

    boolean nextSpace() {
        return reader.nextSpace();
    }

    SpaceId space() {
        return reader.space();
    }

    /** Applies what the delta says of the space. */
    void apply(SpaceState state) {
        space = state;
        definitions = new ArrayList<>();
        cellEntries = new ArrayList<>();
        while (reader.nextEntry()) {
            applyEntry();
        }
        merger.define(definitions, space);
        settleCells();
    }

    private void applyEntry() {
        if (Vocabulary.isOrdered(reader.code(), reader.codeLength())) {
            applyDefinition();
            return;
        }
        merger.adjust(space, reader.code(), reader.codeLength(), reader.variables(), reader.count());
        if (space.id.equals(SpaceId.REGISTRY) && reader.count() > 0) {
            cellEntries.add(reader.copyOfCode());
        }
    }

    private void applyDefinition() {
        final long here = space.tree.countOf(reader.code(), reader.codeLength());
        final long count = reader.count();
        if (here > 0 && reader.moves() > 0) {
            append(reader.moves(), true);
        } else if (here == 0 && count > 0) {
            append(reader.moves() > 0 ? reader.moves() : count, false);
        } else if (count != 0) {
            merger.adjust(space, reader.code(), reader.codeLength(), reader.variables(), count);
        }
    }

    /** Lets the definition come after all others, where the mean of its places is among them. */
    private void append(long weight, boolean moved) {
        final long place = Math.floorDiv(reader.moment(), weight);
        definitions.add(new Merger.Definition(place, reader.copyOfCode(), reader.variables(), reader.count(), moved));
    }

    /** Of several entries that the delta has for one cell, neighbours in its order, the last is taken. */
    private void settleCells() {
        for (int i = 0; i < cellEntries.size(); i++) {
            final byte[] entry = cellEntries.get(i);
            if (i + 1 == cellEntries.size() || !Registry.isSameCell(entry, cellEntries.get(i + 1))) {
                merger.settleCell(space, entry, false);
            }
        }
    }

    /** Reports whether the space is there afterwards: as the delta has it, but never gone with atoms in it. */
    boolean isKept(SpaceState state, boolean existed) {
        final boolean exists = existed ? reader.existence() >= 0 : reader.existence() > 0;
        return exists || state.tree.atoms() > 0;
    }

    UnionReport report() {
        return delta.isEmpty() ? UnionReport.LEFT : merger.report();
    }
}
