package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeDiff;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks in a space for handles of spaces and states, which are left behind when the space goes elsewhere. They would name
 * nothing there, or what happens to have the same name. The handle of the main space is not among them: wherever it is
 * read, it means the main space there.
 */
final class ForeignHandles implements TreeDiff.DiffHandler {
    /** The topmost bit of the lower half of a handle is for those who use handles, and names no other space. */
    private static final long ID_BITS = Long.MAX_VALUE;

    private final String remedy;
    private final AtomReader reader = new AtomReader();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);

    private ForeignHandles(String remedy) {
        this.remedy = remedy;
    }

    /**
     * Checks a frozen space. Takes time proportional to what was added since it was last known to have none.
     *
     * @param remedy what to do if there is one
     * @throws ForeignHandleException if there is one
     */
    static void check(SpaceState space, String remedy) {
        TreeDiff.between(space.selfContained.fork(), space.tree.fork(), new ForeignHandles(remedy));
    }

    @Override
    public void difference(TreeCursor at, long before, long after) {
        if (before == 0) {
            check(at.key(), at.keyLength());
        }
    }

    private void check(byte[] code, int length) {
        buffer.wrap(code, 0, length);
        reader.wrap(buffer, 0, length);
        while (reader.advance()) {
            if (isForeign(reader)) {
                throw new ForeignHandleException(
                        AtomCode.copyOf(code, 0, length).toString(), remedy);
            }
        }
    }

    private static boolean isForeign(AtomReader at) {
        return at.kind() == AtomKind.STATE
                || at.kind() == AtomKind.SPACE && !SpaceId.MAIN.equals(new SpaceId(at.high(), at.low() & ID_BITS));
    }
}
