package io.mettalith.store.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link Union} and the {@linkplain DeltaApplication application of a delta} have in common: it changes counts,
 * clamped at zero, appends definitions in order, settles cells with several values, and keeps the figures of it.
 *
 * <p>The space states it is given belong to the current epoch. Confined to one thread.
 */
final class Merger {
    private final List<UnionReport.Conflict> conflicts = new ArrayList<>();
    private long added;
    private long removed;
    private long clamped;

    /** Adds {@code delta} copies of an atom, or takes {@code -delta} away. A definition that is new comes last. */
    void adjust(SpaceState left, byte[] code, int length, boolean variables, long delta) {
        note(left.adjust(code, length, variables, delta), delta);
    }

    private void note(long before, long delta) {
        added += delta > 0 ? 1 : 0;
        removed += delta < 0 && before > 0 ? 1 : 0;
        clamped += before + delta < 0 ? 1 : 0;
    }

    /** Appends definitions in the order of their places. Sorts the list. */
    void define(List<Definition> definitions, SpaceState left) {
        definitions.sort(null);
        for (final Definition definition : definitions) {
            final byte[] code = definition.code();
            if (definition.moved()) {
                move(left, definition);
            } else {
                adjust(left, code, code.length, definition.variables(), definition.count());
            }
        }
    }

    private void move(SpaceState left, Definition definition) {
        final byte[] code = definition.code();
        final long before = left.adjust(code, code.length, definition.variables(), -Long.MAX_VALUE);
        left.adjust(code, code.length, definition.variables(), before + definition.count());
        note(before, definition.count());
    }

    /**
     * Leaves one entry of a cell, once: the right's or, where there is another, perhaps that one. Entries with other values
     * are conflicts.
     *
     * @param theirs the right's entry, which the registry has
     * @param keepsLeft whether another entry is left
     */
    void settleCell(SpaceState registry, byte[] theirs, boolean keepsLeft) {
        final int cellLength = Registry.cellLength(theirs);
        final List<byte[]> entries = Registry.entries(registry.tree, theirs, cellLength);
        byte[] winner = theirs;
        for (final byte[] entry : entries) {
            if (!Arrays.equals(entry, theirs)) {
                conflicts.add(Registry.conflict(entry, theirs, cellLength));
                winner = keepsLeft ? entry : winner;
            }
        }
        for (final byte[] entry : entries) {
            final long surplus = registry.tree.countOf(entry, entry.length) - (Arrays.equals(entry, winner) ? 1 : 0);
            if (surplus != 0) {
                registry.adjust(entry, entry.length, Registry.hasVariables(entry), -surplus);
            }
        }
    }

    UnionReport report() {
        return new UnionReport(UnionReport.Outcome.MERGED, added, removed, clamped, List.copyOf(conflicts));
    }

    /**
     * A definition that is to come after all that are there, ordered by place and then by code.
     *
     * @param place among the definitions that are appended with it
     * @param code its own array
     * @param variables whether the atom contains variables
     * @param count copies to add
     * @param moved whether it is there already and gives up its place
     */
    record Definition(long place, byte[] code, boolean variables, long count, boolean moved)
            implements Comparable<Definition> {
        @Override
        public int compareTo(Definition other) {
            final int byPlace = Long.compare(place, other.place);
            return byPlace != 0 ? byPlace : Arrays.compareUnsigned(code, other.code);
        }
    }
}
