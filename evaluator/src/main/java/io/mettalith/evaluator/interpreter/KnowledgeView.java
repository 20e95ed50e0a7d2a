package io.mettalith.evaluator.interpreter;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.SpaceView;

/**
 * A space and those it depends on as they were at one moment, for the goals of one conjunction. Must be closed. Not
 * thread-safe.
 */
final class KnowledgeView implements AutoCloseable {
    private final SpaceView main;
    private final SpaceView[] others;

    KnowledgeView(SpaceView main, SpaceView[] others) {
        this.main = main;
        this.others = others;
    }

    /** Returns about how many atoms would be read to answer a pattern. */
    long estimate(AtomCode pattern) {
        long estimate = main.estimate(pattern);
        for (final SpaceView other : others) {
            estimate += other.estimate(pattern);
        }
        return estimate;
    }

    /** Opens a cursor over what answers a pattern in the space itself, {@code used} again if there is one. */
    Cursor match(AtomCode pattern, Cursor used) {
        return main.match(pattern, used);
    }

    /** Opens cursors over what answers a pattern in the spaces it depends on, {@code used} again if there are any. */
    Cursor[] matchOthers(AtomCode pattern, Cursor[] used) {
        if (others.length == 0) {
            return Query.NO_CURSORS;
        }
        final Cursor[] cursors = used == null ? new Cursor[others.length] : used;
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = others[i].match(pattern, cursors[i]);
        }
        return cursors;
    }

    @Override
    public void close() {
        main.close();
        for (final SpaceView other : others) {
            other.close();
        }
    }
}
