package io.mettalith.store.verify;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentReader;
import io.mettalith.store.segment.TreeSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the atoms of a sound tree whose codes begin with a prefix. Reads the two segments at the ends of the range; what
 * is between them has been counted by the check of the tree. Not thread-safe.
 */
final class PrefixTotals {
    private final ValueTable table;
    private final TreeCheck trees;
    private final byte[] prefix;
    private final SegmentReader reader = new SegmentReader();
    private long atoms;
    private long entries;
    private long variableEntries;

    private PrefixTotals(ValueTable table, TreeCheck trees, byte[] prefix) {
        this.table = table;
        this.trees = trees;
        this.prefix = prefix;
    }

    /** Returns the figures of the part of a tree that begins with the prefix; root and height are those of the whole. */
    static TreeSummary of(ValueTable table, TreeCheck trees, TreeSummary tree, byte[] prefix) {
        final PrefixTotals totals = new PrefixTotals(table, trees, prefix);
        if (tree.entries() > 0) {
            totals.visit(tree.root(), tree.height());
        }
        return new TreeSummary(tree.root(), tree.height(), totals.atoms, totals.entries, totals.variableEntries);
    }

    private void visit(ContentHash hash, int height) {
        final int ordinal = table.find(hash);
        if (height == 0) {
            visitSegment(ordinal);
        } else {
            visitDirectory(ordinal, height);
        }
    }

    private void visitSegment(int ordinal) {
        reader.wrap(table.address(ordinal), table.length(ordinal));
        while (reader.advance()) {
            if (reader.keyLength() >= prefix.length && side(reader.key()) == 0) {
                atoms += reader.count();
                entries++;
                variableEntries += reader.hasVariables() ? 1 : 0;
            }
        }
    }

    /** Returns whether a key is before (-1), within (0) or behind (1) the range; the prefix itself is the range's begin. */
    private int side(byte[] key) {
        final int compared = Math.min(key.length, prefix.length);
        final int order = Arrays.compareUnsigned(key, 0, compared, prefix, 0, compared);
        return order != 0 ? Integer.signum(order) : key.length < prefix.length ? -1 : 0;
    }

    private void visitDirectory(int ordinal, int height) {
        final DirectoryReader directory = new DirectoryReader().wrap(table.address(ordinal), table.length(ordinal));
        final List<ContentHash> children = new ArrayList<>();
        final List<byte[]> fences = new ArrayList<>();
        while (directory.advance()) {
            children.add(directory.hash());
            fences.add(directory.firstKey());
        }
        for (int i = 0; i < children.size(); i++) {
            final int first = side(fences.get(i));
            final boolean last = i + 1 == children.size();
            if (first == 0 && !last && side(fences.get(i + 1)) == 0) {
                add(trees.subtree(children.get(i), height - 1, null));
            } else if (first <= 0 && (last || side(fences.get(i + 1)) >= 0)) {
                visit(children.get(i), height - 1);
            }
        }
    }

    private void add(Subtree whole) {
        atoms += whole.atoms();
        entries += whole.entries();
        variableEntries += whole.variableEntries();
    }
}
