package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.KeySorter;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeBuilder;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeDiff;
import io.mettalith.store.segment.TreeWriter;
import java.util.Arrays;

/**
 * The expressions of one size that a space holds, ordered by one of their children: a second tree, whose keys have that
 * child {@linkplain Rearranger moved to the front}. A pattern that has the child bound is a range of it.
 *
 * <p>It holds the same atoms with the same counts and stamps as the space does, always: every write to the space goes to
 * its indexes too, under the same latch. It forks with the space.
 *
 * <p>Threading: as the {@link SpaceState} it belongs to.
 */
final class ArgumentIndex {
    /** Number of children, the head among them, of the expressions in this index. */
    final int size;
    /** Which of them comes first, from 1; 0 is the head, by which the space itself is ordered. */
    final int position;

    private final byte[] header;
    private final SegmentTree tree;

    ArgumentIndex(int size, int position, SegmentTree tree) {
        this(size, position, header(size), tree);
    }

    private ArgumentIndex(int size, int position, byte[] header, SegmentTree tree) {
        this.size = size;
        this.position = position;
        this.header = header;
        this.tree = tree;
    }

    /** Returns the bytes that all expressions of a size begin with. */
    static byte[] header(int size) {
        final AtomWriter writer = new AtomWriter().expression(size);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    /** Builds the index of what a space holds. */
    static ArgumentIndex of(SegmentTree space, int size, int position) {
        final byte[] header = header(size);
        final Generation generation = new Generation();
        boolean built = false;
        try {
            final SegmentTree tree = sorted(space, header, position, generation);
            built = true;
            return new ArgumentIndex(size, position, header, tree);
        } finally {
            if (!built) {
                generation.free();
            }
        }
    }

    private static SegmentTree sorted(SegmentTree space, byte[] header, int position, Generation generation) {
        final TreeBuilder builder = new TreeBuilder(generation);
        try (KeySorter sorter = new KeySorter()) {
            final Rearranger rearranger = new Rearranger();
            final TreeCursor cursor = space.cursor();
            cursor.seek(header, header.length);
            while (cursor.advance()) {
                rearranger.moveToFront(cursor.key(), cursor.keyLength(), cursor.hasVariables(), position);
                sorter.add(
                        rearranger.array(), rearranger.length(), cursor.hasVariables(), cursor.stamp(), cursor.count());
            }
            sorter.handOut(builder::add);
        }
        return builder.build();
    }

    /** Returns an index of the same atoms; both sides write under new generations from now on. */
    ArgumentIndex fork() {
        return new ArgumentIndex(size, position, header, tree.fork());
    }

    SegmentTree tree() {
        return tree;
    }

    boolean isOf(int otherSize, int otherPosition) {
        return size == otherSize && position == otherPosition;
    }

    /** Does what was done to the space, if the atom is of the size; see {@link SegmentTree#adjust}. */
    void adjust(byte[] code, int length, boolean variables, long stamp, long delta, TreeWriter writer) {
        if (length > header.length && Arrays.equals(code, 0, header.length, header, 0, header.length)) {
            final Rearranger rearranger = Rearranger.ofThread();
            rearranger.moveToFront(code, length, variables, position);
            tree.adjust(rearranger.array(), rearranger.length(), variables, stamp, delta, writer);
        }
    }

    /** Follows a space from what it was when the index was built to what it is. */
    void catchUp(SegmentTree from, SegmentTree to, TreeWriter writer) {
        TreeDiff.between(from, to, new TreeDiff.DiffHandler() {
            @Override
            public void difference(TreeCursor at, long before, long after) {
                adjust(at.key(), at.keyLength(), at.hasVariables(), at.stamp(), after - before, writer);
            }

            @Override
            public void redefinition(TreeCursor at, long stampBefore, long before, long after) {
                difference(at, before, 0);
                difference(at, 0, after);
            }
        });
    }

    /** Returns this index, or a fork of it in normal form if it is not. */
    ArgumentIndex normalized(Generation generation) {
        if (tree.isNormal()) {
            return this;
        }
        final ArgumentIndex index = fork();
        index.tree.normalize(generation);
        return index;
    }

    void makeOwned(Generation generation) {
        tree.makeOwned(generation);
    }
}
