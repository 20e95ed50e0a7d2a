package io.mettalith.store.verify;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentReader;
import io.mettalith.store.segment.TreeSummary;
import org.agrona.collections.LongHashSet;

/**
 * Checks that no two definitions of a tree have the same stamp, and that all are before the next one to be given. Reads
 * those segments again that have definitions. For sound trees only; not thread-safe.
 */
final class StampCheck {
    private final ValueTable table;
    private final ValueFacts facts;
    private final SegmentReader reader = new SegmentReader();
    private final LongHashSet stamps = new LongHashSet();
    private final long nextStamp;
    private Damages damages = Damages.NONE;

    private StampCheck(ValueTable table, ValueFacts facts, long nextStamp) {
        this.table = table;
        this.facts = facts;
        this.nextStamp = nextStamp;
    }

    /** Returns what is wrong with the stamps of a sound tree. */
    static Damages check(ValueTable table, ValueFacts facts, TreeSummary tree, long nextStamp) {
        final StampCheck check = new StampCheck(table, facts, nextStamp);
        check.visit(tree.root(), tree.height());
        return check.damages;
    }

    private void visit(ContentHash hash, int height) {
        final int ordinal = table.find(hash);
        if (height == 0) {
            if (facts.definitions(ordinal) > 0) {
                visitSegment(ordinal);
            }
            return;
        }
        final DirectoryReader directory = new DirectoryReader().wrap(table.address(ordinal), table.length(ordinal));
        while (directory.advance()) {
            visit(directory.hash(), height - 1);
        }
    }

    private void visitSegment(int ordinal) {
        reader.wrap(table.address(ordinal), table.length(ordinal));
        while (reader.advance()) {
            final long stamp = reader.stamp();
            if (stamp >= nextStamp) {
                add(ordinal, "stamp", "<" + nextStamp, stamp);
            } else if (stamp != 0 && !stamps.add(stamp)) {
                add(ordinal, "stamp given once", stamp, "given twice");
            }
        }
    }

    private void add(int ordinal, String rule, Object expected, Object actual) {
        final long offset = table.offset(ordinal) + (long) reader.offset();
        damages = damages.plus(Damage.of(table.file(ordinal), offset, rule, expected, actual));
    }
}
