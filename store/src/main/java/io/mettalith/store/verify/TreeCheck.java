package io.mettalith.store.verify;

import static io.mettalith.store.segment.SegmentDescriptor.KIND_ATOMS;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_DIRECTORY;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentBounds;
import io.mettalith.store.segment.SegmentDamagedException;
import io.mettalith.store.segment.SegmentHeader;
import io.mettalith.store.segment.TreeSummary;
import io.mettalith.store.verify.ValueFacts.State;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * Checks trees from their roots down: that everything is there, of the right height, and holds what the node above says.
 * What trees share is looked at once. Segments are read only where the facts have them as sound already; else their header
 * is compared, nothing more.
 *
 * <p>Threading: one thread, but for {@link #prepare}.
 */
final class TreeCheck {
    private final ValueTable table;
    private final ValueFacts facts;
    private final ValueCheck values;
    private final boolean deep;
    private final IntConsumer segments;
    private final Map<Integer, Subtree> directories = new ConcurrentHashMap<>();

    /**
     * Makes a check of trees.
     *
     * @param deep whether all segments that it will meet have been checked
     * @param segments is told the ordinal of each segment that is met
     */
    TreeCheck(ValueTable table, ValueFacts facts, ValueCheck values, boolean deep, IntConsumer segments) {
        this.table = table;
        this.facts = facts;
        this.values = values;
        this.deep = deep;
        this.segments = segments;
    }

    /** Returns what is wrong with a tree beside what is said of it. */
    Damages check(TreeSummary tree, Damage.Place place) {
        if (tree.entries() == 0) {
            return tree.equals(TreeSummary.EMPTY)
                    ? Damages.NONE
                    : Damages.of(place.damage("empty tree", TreeSummary.EMPTY, tree));
        }
        final Subtree found = subtree(tree.root(), tree.height(), place);
        if (found.isDamaged()) {
            return found.damages();
        }
        Damages damages = compare("entries", tree.entries(), found.entries(), place);
        if (deep) {
            damages = damages.plus(compare("atoms", tree.atoms(), found.atoms(), place))
                    .plus(compare("variableEntries", tree.variableEntries(), found.variableEntries(), place));
        }
        return damages;
    }

    private static Damages compare(String what, long claimed, long found, Damage.Place place) {
        return claimed == found ? Damages.NONE : Damages.of(place.damage(what, found, claimed));
    }

    /**
     * Checks a node and all below it.
     *
     * @param place that refers to it
     */
    Subtree subtree(ContentHash hash, int height, Damage.Place place) {
        final int ordinal = table.find(hash);
        if (ordinal == ValueTable.ABSENT) {
            return Subtree.damaged(Damages.of(place.damage("reachable", hash, "in no generation")));
        }
        if (height == 0) {
            segments.accept(ordinal);
            return segment(ordinal);
        }
        final Subtree known = directories.get(ordinal);
        if (known != null) {
            return known;
        }
        final Subtree checked = directory(ordinal, height);
        directories.put(ordinal, checked);
        return checked;
    }

    /**
     * Checks a directory just above segments before a tree is checked that has it, so that several threads can share the
     * work. Does nothing with other values. All values have been checked, as deep as they are to be.
     */
    void prepare(int ordinal) {
        final State state = facts.state(ordinal);
        final boolean isDirectory = (state == State.INTACT || state == State.SOUND)
                && SegmentHeader.isOfKind(table.address(ordinal), table.length(ordinal), KIND_DIRECTORY);
        if (isDirectory && SegmentHeader.of(table.address(ordinal)).height() == 1) {
            directories.put(ordinal, directory(ordinal, 1));
        }
    }

    private Damage.Place place(int ordinal, int offset) {
        return new Damage.Place(table.file(ordinal), table.offset(ordinal) + (long) offset);
    }

    private Subtree segment(int ordinal) {
        if (facts.state(ordinal) == State.DAMAGED) {
            return Subtree.damaged(Damages.of(facts.damage(ordinal)));
        }
        final long address = table.address(ordinal);
        try {
            SegmentHeader.verify(address, table.length(ordinal), KIND_ATOMS);
        } catch (final SegmentDamagedException e) {
            return Subtree.damaged(Damages.of(damage(ordinal, e)));
        }
        final int entries = SegmentHeader.of(address).count();
        if (!deep) {
            return new Subtree(entries, 0, 0, 0, null, ValueTable.ABSENT, Damages.NONE);
        }
        return new Subtree(
                entries,
                facts.atoms(ordinal),
                facts.variableEntries(ordinal),
                facts.definitions(ordinal),
                SegmentBounds.firstKey(address),
                ordinal,
                Damages.NONE);
    }

    private Damage damage(int ordinal, SegmentDamagedException e) {
        return place(ordinal, e.offset()).damage(e.field(), e.expected(), e.actual());
    }

    private Subtree directory(int ordinal, int height) {
        if (!values.isIntact(ordinal)) {
            return Subtree.damaged(Damages.of(facts.damage(ordinal)));
        }
        final ChildrenCheck children = new ChildrenCheck(table);
        try {
            final DirectoryReader reader = new DirectoryReader().wrap(table.address(ordinal), table.length(ordinal));
            if (reader.height() != height) {
                return Subtree.damaged(Damages.of(place(ordinal, 0).damage("height", height, reader.height())));
            }
            while (reader.advance()) {
                final Damage.Place place = place(ordinal, reader.offset());
                children.add(reader, subtree(reader.hash(), height - 1, place), place);
            }
        } catch (final SegmentDamagedException e) {
            children.add(damage(ordinal, e));
        }
        return children.subtree();
    }
}
