package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Adds to a left side what a right side did since their common ancestor: per atom, {@code max(0, left + right - base)}.
 *
 * <p>Removals and additions of facts are applied as the difference yields them. Definitions that are new on the right
 * come after all of the left's, in the order they have on the right. Confined to one thread.
 */
final class Union {
    private final List<UnionReport.Conflict> conflicts = new ArrayList<>();
    private long added;
    private long removed;
    private long clamped;

    /** Applies the difference between {@code base} and {@code right} to {@code left}. */
    void apply(SegmentTree base, SegmentTree right, SpaceState left) {
        final List<Definition> definitions = new ArrayList<>();
        TreeDiff.between(base, right, (at, before, after) -> {
            if (before == 0 && at.stamp() != 0) {
                definitions.add(Definition.at(at));
            } else {
                adjust(left, at.key(), at.keyLength(), at.hasVariables(), after - before);
            }
        });
        definitions.sort(Comparator.comparingLong(Definition::stamp));
        for (final Definition definition : definitions) {
            final byte[] code = definition.code();
            adjust(left, code, code.length, definition.variables(), definition.count());
        }
    }

    private void adjust(SpaceState left, byte[] code, int length, boolean variables, long delta) {
        final long before = left.adjust(code, length, variables, delta);
        added += delta > 0 ? 1 : 0;
        removed += delta < 0 && before > 0 ? 1 : 0;
        clamped += before + delta < 0 ? 1 : 0;
    }

    /**
     * Resolves cells that both sides changed: of the entries of one cell the right's alone stays, once.
     *
     * @param registry the united registry
     */
    void resolveCells(SegmentTree base, SegmentTree right, SpaceState registry) {
        TreeDiff.between(base, right, (at, before, after) -> {
            if (after > before) {
                final byte[] code = Arrays.copyOf(at.key(), at.keyLength());
                giveUpLeft(base, registry, code);
            }
        });
    }

    private void giveUpLeft(SegmentTree base, SpaceState registry, byte[] code) {
        final int prefixLength = Registry.cellLength(code);
        final long copies = registry.tree.countOf(code, code.length);
        if (copies > 1) {
            registry.adjust(code, code.length, Registry.hasVariables(code), 1 - copies);
        }
        for (final byte[] other : Registry.entries(registry.tree, code, prefixLength)) {
            if (!Arrays.equals(other, code) && base.countOf(other, other.length) == 0) {
                registry.adjust(other, other.length, Registry.hasVariables(other), -1);
                conflicts.add(Registry.conflict(other, code, prefixLength));
            }
        }
    }

    UnionReport report() {
        return new UnionReport(UnionReport.Outcome.MERGED, added, removed, clamped, List.copyOf(conflicts));
    }

    /** A definition that is new on the right side. */
    private record Definition(byte[] code, boolean variables, long count, long stamp) {
        static Definition at(TreeCursor cursor) {
            return new Definition(
                    Arrays.copyOf(cursor.key(), cursor.keyLength()),
                    cursor.hasVariables(),
                    cursor.count(),
                    cursor.stamp());
        }
    }
}
