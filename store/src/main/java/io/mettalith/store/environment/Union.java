package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds to a left side what a right side did since their common ancestor: per atom, {@code max(0, left + right - base)}.
 *
 * <p>Removals and additions of facts are applied as the difference yields them. Definitions that are new on the right
 * come after all of the left's, in the order they have on the right. Confined to one thread.
 */
final class Union {
    private final Merger merger = new Merger();

    /** Applies the difference between {@code base} and {@code right} to {@code left}. */
    void apply(SegmentTree base, SegmentTree right, SpaceState left) {
        final List<Merger.Definition> definitions = new ArrayList<>();
        TreeDiff.between(base, right, (at, before, after) -> {
            if (before == 0 && at.stamp() != 0) {
                final byte[] code = Arrays.copyOf(at.key(), at.keyLength());
                definitions.add(new Merger.Definition(at.stamp(), code, at.hasVariables(), after, false));
            } else {
                merger.adjust(left, at.key(), at.keyLength(), at.hasVariables(), after - before);
            }
        });
        merger.define(definitions, left);
    }

    /**
     * Resolves cells that both sides changed: of the entries of one cell the right's alone stays, once.
     *
     * @param registry the united registry
     */
    void resolveCells(SegmentTree base, SegmentTree right, SpaceState registry) {
        TreeDiff.between(base, right, (at, before, after) -> {
            if (after > before) {
                merger.settleCell(registry, Arrays.copyOf(at.key(), at.keyLength()));
            }
        });
    }

    UnionReport report() {
        return merger.report();
    }
}
