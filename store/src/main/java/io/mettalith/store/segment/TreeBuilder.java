package io.mettalith.store.segment;

import io.mettalith.store.segment.Grouping.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a tree from ascending keys, bottom up, in normal form: see {@link Boundaries}. Not thread-safe.
 */
public final class TreeBuilder {
    private final SegmentBuilder segments = new SegmentBuilder();
    private List<Item> level = new ArrayList<>();
    private final Generation generation;
    private long atoms;
    private long variableEntries;

    /** Makes a builder whose segments {@code generation} will own. */
    public TreeBuilder(Generation generation) {
        this.generation = generation;
    }

    /**
     * Appends an atom whose code is greater than all before; see {@link SegmentTree#adjust} for the parameters.
     *
     * @throws TooManyAtomsException if there are more than {@link AtomCount#MAX} atoms
     */
    public void add(byte[] key, int length, boolean variables, long stamp, long count) {
        final long sum = AtomCount.sum(atoms, count);
        final long value = EntryLayout.valueOf(count, stamp, variables);
        if (segments.endsBefore(key, length, value, stamp)) {
            finishSegment();
        }
        segments.add(key, length, value, stamp);
        atoms = sum;
        variableEntries += variables ? 1 : 0;
    }

    /** Returns the tree of all atoms added. The builder is not used afterwards. */
    public SegmentTree build() {
        if (segments.count() > 0) {
            finishSegment();
        }
        if (level.isEmpty()) {
            return new SegmentTree();
        }
        for (int height = 1; level.size() > 1; height++) {
            level = new DirectoryGrouping(height, generation).group(level);
        }
        return SegmentTree.of(level.get(0).node(), atoms, variableEntries);
    }

    private void finishSegment() {
        final Segment segment = segments.finish(0, generation);
        segment.markNormal();
        level.add(new Item(segment, false));
    }
}
