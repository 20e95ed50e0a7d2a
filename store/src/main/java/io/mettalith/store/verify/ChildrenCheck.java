package io.mettalith.store.verify;

import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentBounds;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Compares what a directory says of its children with what they are, one after the other: number of entries, first key,
 * and that keys ascend from one to the next. Not thread-safe.
 */
final class ChildrenCheck {
    private static final int SHOWN_KEY_BYTES = 32;

    private final ValueTable table;
    private Damages damages = Damages.NONE;
    private long entries;
    private long atoms;
    private long variableEntries;
    private long definitions;
    private byte[] firstKey;
    private byte[] lastFence;
    private int lastSegment = ValueTable.ABSENT;

    ChildrenCheck(ValueTable table) {
        this.table = table;
    }

    /** Takes the child that the reader stands on. */
    void add(DirectoryReader claimed, Subtree child, Damage.Place place) {
        damages = damages.plus(child.damages());
        final byte[] fence = claimed.firstKey();
        checkOrder(fence, place);
        if (!child.isDamaged()) {
            checkChild(claimed.entries(), fence, child, place);
        }
        firstKey = firstKey == null ? fence : firstKey;
        lastFence = fence;
        lastSegment = child.lastSegment();
        entries += child.entries();
        atoms += child.atoms();
        variableEntries += child.variableEntries();
        definitions += child.definitions();
    }

    /** Takes what is wrong with the directory itself. */
    void add(Damage damage) {
        damages = damages.plus(damage);
    }

    private void checkOrder(byte[] fence, Damage.Place place) {
        final byte[] before =
                lastSegment == ValueTable.ABSENT ? lastFence : SegmentBounds.lastKey(table.address(lastSegment));
        if (before != null && Arrays.compareUnsigned(before, fence) >= 0) {
            add(place.damage("order", ">" + text(before), text(fence)));
        }
    }

    private void checkChild(long claimedEntries, byte[] fence, Subtree child, Damage.Place place) {
        if (claimedEntries != child.entries()) {
            add(place.damage("entries", child.entries(), claimedEntries));
        }
        if (child.firstKey() != null && !Arrays.equals(fence, child.firstKey())) {
            add(place.damage("firstKey", text(child.firstKey()), text(fence)));
        }
    }

    private static String text(byte[] key) {
        final String hex = HexFormat.of().formatHex(key, 0, Math.min(key.length, SHOWN_KEY_BYTES));
        return key.length > SHOWN_KEY_BYTES ? hex + "..." : hex;
    }

    /** Returns all children together. */
    Subtree subtree() {
        return new Subtree(entries, atoms, variableEntries, definitions, firstKey, lastSegment, damages);
    }
}
