package io.mettalith.store.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A point on a line at which others took what was there: a fork or a union.
 *
 * <p>Everything the line did up to this point is contained in whoever holds the version.
 *
 * @param line the line
 * @param sequence the place on the line; later points have greater ones
 * @param state what was there, frozen
 * @param origin where the line itself began, or null for a line that began empty
 * @param joins what the line had united with before
 * @param <T> environment roots or space states
 */
record Version<T>(Line line, long sequence, T state, Version<T> origin, List<Version<T>> joins) {
    /** Returns the versions of other lines that this one contains directly. */
    List<Version<T>> parents() {
        if (origin == null) {
            return joins;
        }
        final List<Version<T>> parents = new ArrayList<>(joins);
        parents.add(origin);
        return parents;
    }

    /**
     * Returns this version without what it contains of lines that have gone. Whatever it contains through those, it
     * contains directly then, and of its own line's past what that knew. So a chain of forks that have come, united and
     * gone is not remembered by the last.
     */
    Version<T> withoutGoneLines() {
        final Map<Version<T>, Version<T>> done = new IdentityHashMap<>();
        final Deque<Version<T>> pending = new ArrayDeque<>(List.of(this));
        while (!pending.isEmpty()) {
            final Version<T> version = pending.peek();
            final int waiting = pending.size();
            version.parents().stream()
                    .filter(parent -> !done.containsKey(parent))
                    .forEach(pending::push);
            if (pending.size() == waiting) {
                done.put(version, version.withoutGoneParents(done));
                pending.pop();
            }
        }
        return done.get(this);
    }

    /**
     * Returns this version for a handle on a line that this one was forked off: that handle knows itself what its own past
     * contains. So a line that unites with one fork of its own after the other remembers each by itself, and not with all
     * that came before.
     */
    Version<T> withoutPastOf(Line known) {
        if (origin == null || origin.line != known || origin.parents().isEmpty()) {
            return this;
        }
        return new Version<>(line, sequence, state, origin.bare(), joins);
    }

    /** Returns this version without what it contains of other lines. */
    Version<T> bare() {
        return origin == null && joins.isEmpty() ? this : new Version<>(line, sequence, state, null, List.of());
    }

    /**
     * Returns this version for a handle on a line that unites with this line again, without what both knew before their
     * last but one union. Only where no third line is concerned and one of the last points that they know of each other
     * contains the other: that one is their common ancestor, and every later one contains it. Otherwise this version.
     *
     * @param known the line of the handle
     * @param last what the handle knows of this line by now
     */
    Version<T> withoutPastBefore(Line known, Version<T> last) {
        if (last.line != line || joins.size() != 1 || joins.get(0).line != known) {
            return this;
        }
        final Version<T> theirs = joins.get(0);
        if (theirs.joins.size() != 1
                || theirs.joins.get(0).line != line
                || theirs.joins.get(0).joins.isEmpty()) {
            return this;
        }
        final Version<T> before = theirs.joins.get(0);
        final boolean ordered = before.sequence >= last.sequence
                || last.joins.size() == 1
                        && last.joins.get(0).line == known
                        && last.joins.get(0).sequence >= theirs.sequence;
        if (!ordered) {
            return this;
        }
        final Version<T> bare = new Version<>(line, before.sequence, before.state, before.origin, List.of());
        final Version<T> kept = new Version<>(known, theirs.sequence, theirs.state, theirs.origin, List.of(bare));
        return new Version<>(line, sequence, state, origin, List.of(kept));
    }

    private Version<T> withoutGoneParents(Map<Version<T>, Version<T>> done) {
        final Set<Version<T>> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Version<T>> pending = new ArrayDeque<>();
        boolean same = true;
        for (final Version<T> parent : parents()) {
            pending.add(done.get(parent));
            same &= done.get(parent) == parent;
        }
        while (!pending.isEmpty()) {
            final Version<T> parent = pending.pop();
            if (parent.line == line || parent.line.isGone()) {
                pending.addAll(parent.parents());
                same = false;
            } else {
                kept.add(parent);
            }
        }
        return same ? this : new Version<>(line, sequence, state, null, List.copyOf(kept));
    }
}
