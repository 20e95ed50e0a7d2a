package io.mettalith.evaluator.interpreter;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;

/**
 * A space and those it depends on as they were at one moment: for the goals of one conjunction, and for whatever else is
 * asked of several spaces, or more than once. Must be closed. Not thread-safe.
 */
final class KnowledgeView implements AutoCloseable {
    private final EnvironmentView view;
    private final SpaceId main;
    private final SpaceId[] others;

    /** Opens a view of an environment. */
    KnowledgeView(Environment environment, SpaceId main, SpaceId[] others) {
        this.main = main;
        this.others = others;
        final SpaceId[] all = new SpaceId[others.length + 1];
        all[0] = main;
        System.arraycopy(others, 0, all, 1, others.length);
        view = environment.view(all);
    }

    /** Returns what is seen of the environment: these spaces. */
    EnvironmentView spaces() {
        return view;
    }

    /** Returns the number of distinct atoms, each counted in each space that has it. */
    long entries() {
        long entries = view.entries(main);
        for (final SpaceId other : others) {
            entries += view.entries(other);
        }
        return entries;
    }

    /** Returns how many atoms answer a ground atom, or -1 if some with variables may. */
    long countGround(AtomWriter atom) {
        long count = view.countGround(main, atom);
        for (int i = 0; i < others.length && count >= 0; i++) {
            final long more = view.countGround(others[i], atom);
            count = more < 0 ? -1 : count + more;
        }
        return count;
    }

    /** Returns about how many atoms would be read to answer a pattern. */
    long estimate(AtomCode pattern) {
        long estimate = view.estimate(main, pattern);
        for (final SpaceId other : others) {
            estimate += view.estimate(other, pattern);
        }
        return estimate;
    }

    /** Opens a cursor over what answers a pattern in the space itself, {@code used} again if there is one. */
    Cursor match(AtomCode pattern, Cursor used) {
        return view.match(main, pattern, used);
    }

    /** Opens cursors over what answers a pattern in the spaces it depends on, {@code used} again if there are any. */
    Cursor[] matchOthers(AtomCode pattern, Cursor[] used) {
        if (others.length == 0) {
            return Query.NO_CURSORS;
        }
        final Cursor[] cursors = used == null ? new Cursor[others.length] : used;
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = view.match(others[i], pattern, cursors[i]);
        }
        return cursors;
    }

    @Override
    public void close() {
        view.close();
    }
}
