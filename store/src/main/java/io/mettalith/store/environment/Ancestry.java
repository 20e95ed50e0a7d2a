package io.mettalith.store.environment;

import io.mettalith.store.snapshot.Merge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a handle comes from: enough to find the common ancestor of any two handles, and no more.
 *
 * <p>A handle remembers the version it was forked at and the versions it was united with; those remember theirs. It does
 * not remember its own earlier points, and nobody else's, so forking one environment a million times retains nothing
 * but what the open forks themselves need. Of two handles that know the same line, one knows it up to an earlier point:
 * that point is a common ancestor, and whoever knows it only so far holds its state.
 *
 * <p><b>Bound.</b> What is remembered follows the number of handles that are open, and not that of the forks and unions
 * there have been: a line that only one holder is left of is passed over, both where a handle unites and, of its origin,
 * where it forks; and of two handles that unite with each other again and again each remembers the other's last point and,
 * of what that knew, the last two. The page on lineage among the decisions says where this does not hold.
 *
 * <p>Threading: confined to its handle, under the handle's latch.
 *
 * @param <T> environment roots or space states
 */
final class Ancestry<T> {
    /** One line in so many forgets what has gone of the whole chain of its ancestors. */
    private static final int TRIMMED = 8;

    private final Line line;
    private long sequence;
    private Version<T> origin;
    private List<Version<T>> joins;

    private Ancestry(Line line, Version<T> origin, List<Version<T>> joins) {
        this.line = line;
        this.origin = origin;
        this.joins = joins;
    }

    /** Returns the ancestry of a handle that nobody else is related to. */
    static <T> Ancestry<T> root(long path) {
        return new Ancestry<>(Line.root(path), null, List.of());
    }

    /** Returns the ancestry of a handle that begins at a version. */
    static <T> Ancestry<T> startingAt(Version<T> version, long path) {
        return new Ancestry<>(Line.beginningOn(version.line(), path), version, List.of());
    }

    /** Returns the ancestry of the fork for which a version was made by {@link #branch}. */
    static <T> Ancestry<T> ofFork(Version<T> version) {
        return new Ancestry<>(Line.ofFork(version.line(), version.sequence()), version, List.of());
    }

    /** Returns the path of the fork for which a version was made. */
    static long pathOfFork(Version<?> version) {
        return version.line().branchPath(version.sequence());
    }

    /** Returns an ancestry that goes on independently, for a frozen state that is written again. */
    Ancestry<T> copy() {
        final Ancestry<T> copy = new Ancestry<>(line, origin, joins);
        copy.sequence = sequence;
        return copy;
    }

    Line line() {
        return line;
    }

    Version<T> origin() {
        return origin;
    }

    /** Marks this point of the line, at which {@code state} is frozen and handed out. */
    Version<T> mark(T state) {
        return new Version<>(line, 2 * ++sequence, state, origin, joins);
    }

    /** Returns a point after the last mark and before the next one. */
    Version<T> sinceLastMark(T state) {
        return new Version<>(line, 2 * sequence + 1, state, origin, joins);
    }

    /** Marks this point for a fork that is made now and holds this line from now on. */
    Version<T> branch(T state) {
        if (origin != null) {
            forgetUnknownElsewhere();
            forgetPassedThrough();
            forgetGoneAncestors();
        }
        line.branch();
        return mark(state);
    }

    /** Returns the ancestry of a fork made now of something that handles on other lines may know. */
    Ancestry<T> fork(T state) {
        forgetPassedThrough();
        final Version<T> version = mark(state);
        return startingAt(version, pathOfFork(version));
    }

    /** Marks this point for somebody who takes the state away and does not hold this line. */
    Version<T> handOut(T state) {
        forgetPassedThrough();
        return mark(state);
    }

    /** Forgets an origin whose line nobody else knows: no common ancestor can lie there. */
    private void forgetPassedThrough() {
        boolean forgotten = false;
        while (origin != null && line.outlives(origin.line())) {
            for (final Version<T> join : origin.joins()) {
                joins = with(joins, join);
            }
            origin = origin.origin();
            forgotten = true;
        }
        if (forgotten) {
            line.letGoUnless(held -> joins.stream().anyMatch(join -> join.line() == held));
        }
    }

    /**
     * Forgets lines that have gone further up, which takes time proportional to the chain of ancestors: on few lines, and
     * there at few points, so that each fork pays little for it.
     */
    private void forgetGoneAncestors() {
        if (origin != null && (sequence & sequence - 1) == 0 && line.path() % TRIMMED == 0) {
            origin = origin.withoutGoneLines();
        }
    }

    /** Remembers that everything up to {@code version} is contained here now. */
    void join(Version<T> version) {
        line.hold(version.line());
        remember(version);
    }

    /** As {@link #join}, for a version whose line counts this one as a holder already. */
    void joinBranched(Version<T> version) {
        line.holdBranched(version.line());
        if (joins.isEmpty() && isOfPlainFork(version)) {
            joins = List.of(version);
        } else {
            remember(version);
        }
    }

    /** As {@link #join}, for a sealed image; one that was made here is known as the point at which that was. */
    void joinImage(Version<T> image) {
        if (image.origin() == null || image.origin().line() != line) {
            join(image);
        }
    }

    private void remember(Version<T> version) {
        forgetUnknownElsewhere();
        final Version<T> known = version.withoutGoneLines().withoutPastOf(line);
        if (origin != null && origin.line() == known.line() && origin.sequence() <= known.sequence()) {
            origin = origin.bare(); // the later point of the parent tells all that this one does
        }
        joins = with(joins, joins.size() == 1 ? known.withoutPastBefore(line, joins.get(0)) : known);
    }

    /** Returns the versions and one more; of one line the later stays, which contains the earlier. */
    private static <T> List<Version<T>> with(List<Version<T>> versions, Version<T> added) {
        final List<Version<T>> all = new ArrayList<>(versions.size() + 1);
        Version<T> latest = added;
        for (final Version<T> version : versions) {
            if (version.line() != added.line()) {
                all.add(version);
            } else if (version.sequence() > latest.sequence()) {
                latest = version;
            }
        }
        all.add(latest);
        return List.copyOf(all);
    }

    /** Lets go of the lines that nobody else knows. What is known through them is known directly from then on. */
    void forgetUnknownElsewhere() {
        if (joins.isEmpty() || joins.stream().noneMatch(join -> join.line().hasOneHolder())) {
            return;
        }
        List<Version<T>> kept = List.of();
        final Deque<Version<T>> pending = new ArrayDeque<>(joins);
        final Set<Version<T>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!pending.isEmpty()) {
            final Version<T> join = pending.pop();
            if (join.line().hasOneHolder()) {
                holdKnownThrough(join, pending, seen);
                line.letGo(join.line());
            } else {
                kept = with(kept, join);
            }
        }
        joins = kept;
    }

    private void holdKnownThrough(Version<T> join, Deque<Version<T>> held, Set<Version<T>> seen) {
        final Deque<Version<T>> known = new ArrayDeque<>(join.parents());
        while (!known.isEmpty()) {
            final Version<T> version = known.pop();
            if (!seen.add(version)) {
                continue; // many ways lead to it where many forks were united before the first was let go
            }
            if (version.line() != line && line.hold(version.line())) {
                held.push(version);
            } else {
                // Our own past, or a line that is gone: it matters only for what is known through it.
                known.addAll(version.parents());
            }
        }
    }

    /** Reports whether a version is of a fork off this handle and neither has united with anything: the usual case. */
    boolean isPlainParentOf(Version<T> version) {
        return joins.isEmpty() && isOfPlainFork(version);
    }

    private boolean isOfPlainFork(Version<T> version) {
        final Version<T> from = version.origin();
        return from != null
                && from.line() == line
                && version.joins().isEmpty()
                && from.joins().isEmpty();
    }

    /**
     * Returns the state that a handle and a version of another both descend from, or nothing where they are unrelated.
     * The other handle may have gone on since, and this one may know a later version of it.
     *
     * <p>Where there are several, none before the other, as after two handles have united with each other, {@code merge}
     * unites two of them.
     */
    static <T> Optional<T> common(Ancestry<T> left, T leftState, Version<T> right, Merge<T> merge) {
        return new History<>(merge).commonAncestor(left.now(leftState), right).map(Version::state);
    }

    /** As {@link #common(Ancestry, Object, Version, Merge)}, for what a handle was {@link #now}. Takes no latch. */
    static <T> Optional<T> common(Version<T> left, Version<T> right, Merge<T> merge) {
        return new History<>(merge).commonAncestor(left, right).map(Version::state);
    }

    /** Unites two common ancestors given what both of them descend from. */
    interface Merge<T> {
        T merge(Optional<T> base, T left, T right);
    }

    /** Returns the point that this handle is at, later than all that it has marked. */
    Version<T> now(T state) {
        return new Version<>(line, Long.MAX_VALUE, state, origin, joins);
    }

    /** Gives up this line's hold on itself, and all memory of the past: the handle has been closed. */
    void close() {
        forgetUnknownElsewhere();
        // A parent that has been closed goes now, even if forks of this one go on: theirs are all that hold this line
        // then.
        forgetPassedThrough();
        line.release();
        origin = null;
        joins = List.of();
    }
}
