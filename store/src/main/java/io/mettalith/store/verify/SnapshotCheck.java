package io.mettalith.store.verify;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.IndexSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import io.mettalith.store.verify.Finding.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the trees of snapshots: of their spaces, and of the indexes of those. Not thread-safe.
 */
final class SnapshotCheck {
    private final ValueTable table;
    private final ValueFacts facts;
    private final TreeCheck trees;
    private final boolean deep;

    SnapshotCheck(ValueTable table, ValueFacts facts, TreeCheck trees, boolean deep) {
        this.table = table;
        this.facts = facts;
        this.trees = trees;
        this.deep = deep;
    }

    /** Returns one finding for each space of a snapshot. */
    List<Finding> spaces(ContentHash id, EnvironmentSummary summary) {
        final List<Finding> findings = new ArrayList<>();
        for (final SpaceSummary space : summary.spaces()) {
            findings.add(
                    Finding.of(Part.TREE, id.toHex() + " " + space.id(), tree(id, space.tree(), space.nextStamp())));
        }
        return findings;
    }

    /**
     * Returns one finding for each index of a snapshot.
     *
     * @param record hash of the record that has the indexes
     */
    List<Finding> indexes(ContentHash id, ContentHash record, EnvironmentSummary summary) {
        final List<Finding> findings = new ArrayList<>();
        for (final SpaceSummary space : summary.spaces()) {
            for (final IndexSummary index : space.indexes()) {
                findings.add(Finding.of(Part.INDEX_TREE, name(id, space, index.key()), index(record, space, index)));
            }
        }
        return findings;
    }

    private static String name(ContentHash id, SpaceSummary space, IndexKey key) {
        return id.toHex() + " " + space.id() + " " + key.size() + "/" + key.position();
    }

    /** Returns what is wrong with a tree that the value with the given hash refers to. */
    private Damages tree(ContentHash record, TreeSummary tree, long nextStamp) {
        final Damage.Place place = place(record);
        final Damages damages = trees.check(tree, place);
        final boolean sound = deep && damages.isEmpty() && tree.entries() > 0;
        return sound && trees.subtree(tree.root(), tree.height(), place).definitions() > 0
                ? StampCheck.check(table, facts, tree, nextStamp)
                : damages;
    }

    private Damage.Place place(ContentHash record) {
        final int ordinal = table.find(record);
        return new Damage.Place(table.file(ordinal), table.offset(ordinal));
    }

    private Damages index(ContentHash record, SpaceSummary space, IndexSummary index) {
        final Damages damages = tree(record, index.tree(), space.nextStamp());
        if (!deep
                || !damages.isEmpty()
                || !trees.check(space.tree(), place(record)).isEmpty()) {
            return damages;
        }
        final TreeSummary inSpace =
                PrefixTotals.of(table, trees, space.tree(), header(index.key().size()));
        return sameFigures(inSpace, index.tree())
                ? Damages.NONE
                : Damages.of(
                        place(record).damage("figures of the space's part", figures(inSpace), figures(index.tree())));
    }

    /** Returns the bytes that all expressions of a size begin with. */
    private static byte[] header(int size) {
        final AtomWriter writer = new AtomWriter().expression(size);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    private static boolean sameFigures(TreeSummary left, TreeSummary right) {
        return left.atoms() == right.atoms()
                && left.entries() == right.entries()
                && left.variableEntries() == right.variableEntries();
    }

    private static String figures(TreeSummary tree) {
        return "atoms " + tree.atoms() + " entries " + tree.entries() + " variableEntries " + tree.variableEntries();
    }
}
