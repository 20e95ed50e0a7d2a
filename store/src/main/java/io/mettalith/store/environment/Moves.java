package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which definitions of a tree have moved since an earlier one: taken out and defined again, which puts a definition behind
 * all others.
 *
 * <p>So those that have not moved come first now, in their old order, and all behind them are new or have moved. A stamp
 * that is another says nothing by itself: where a definition is taken out, those behind it are numbered anew.
 *
 * <p>Takes time and memory proportional to the definitions of both trees; for spaces in which a stamp is another.
 */
final class Moves {
    private final List<Place> places = new ArrayList<>();

    /**
     * A definition that the later tree has.
     *
     * @param before its stamp in the earlier tree, 0 if that does not have it
     * @param after its stamp in the later tree
     */
    private record Place(long before, long after, byte[] code) {}

    private Moves() {}

    static Moves between(SegmentTree before, SegmentTree after) {
        final Moves moves = new Moves();
        for (final byte[] prefix : Vocabulary.orderedPrefixes()) {
            moves.collect(prefix, before, after);
        }
        moves.places.sort(Comparator.comparingLong(Place::after));
        moves.dropUnmoved();
        return moves;
    }

    private void collect(byte[] prefix, SegmentTree before, SegmentTree after) {
        final TreeCursor old = before.cursor();
        old.seek(prefix, prefix.length);
        boolean hasOld = old.advance();
        final TreeCursor now = after.cursor();
        now.seek(prefix, prefix.length);
        while (now.advance()) {
            int order = -1;
            while (hasOld && (order = compare(old, now)) < 0) {
                hasOld = old.advance();
            }
            final boolean has = hasOld && order == 0;
            places.add(new Place(has ? old.stamp() : 0, now.stamp(), Arrays.copyOf(now.key(), now.keyLength())));
        }
    }

    private static int compare(TreeCursor old, TreeCursor now) {
        return Arrays.compareUnsigned(old.key(), 0, old.keyLength(), now.key(), 0, now.keyLength());
    }

    private void dropUnmoved() {
        int unmoved = 0;
        long last = 0;
        while (unmoved < places.size() && places.get(unmoved).before() > last) {
            last = places.get(unmoved++).before();
        }
        places.subList(0, unmoved).clear();
        places.removeIf(place -> place.before() == 0);
    }

    /** Reports whether a definition that both trees have has moved, given its stamp in the later one. */
    boolean include(long stampAfter) {
        return !places.isEmpty() && stampAfter >= places.get(0).after();
    }

    /** Returns how many have moved. */
    long count() {
        return places.size();
    }

    /** Returns the codes of those that have moved, in the order of the codes. */
    List<byte[]> codes() {
        return places.stream().map(Place::code).sorted(Arrays::compareUnsigned).toList();
    }
}
