package io.mettalith.store.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a handle comes from: enough to find the common ancestor of any two handles, and no more.
 *
 * <p>A handle remembers the version it was forked at and the versions it was united with; those remember theirs. It does
 * not remember its own earlier points, and nobody else's, so forking one environment a million times retains nothing
 * but what the open forks themselves need. Of two handles that know the same line, one knows it up to an earlier point:
 * that point is a common ancestor, and whoever knows it only so far holds its state.
 *
 * <p>Threading: confined to its handle, under the handle's latch.
 *
 * @param <T> environment roots or space states
 */
final class Ancestry<T> {
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

    /** Returns the ancestry of whoever stands exactly at a version. */
    static <T> Ancestry<T> at(Version<T> version) {
        return new Ancestry<>(version.line(), version.origin(), version.joins());
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
            forgetPassedThrough();
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

    /** Forgets an origin whose line nobody else knows: no common ancestor can lie there. */
    private void forgetPassedThrough() {
        while (origin != null && line.outlives(origin.line())) {
            if (!origin.joins().isEmpty()) {
                joins = concatenated(joins, origin.joins());
            }
            origin = origin.origin();
        }
    }

    private static <T> List<Version<T>> concatenated(List<Version<T>> left, List<Version<T>> right) {
        final List<Version<T>> all = new ArrayList<>(left);
        all.addAll(right);
        return List.copyOf(all);
    }

    /** Remembers that everything up to {@code version} is contained here now. */
    void join(Version<T> version) {
        if (joins.isEmpty()) {
            line.hold(version.line());
            joins = List.of(version);
        } else {
            joinAnother(version);
        }
    }

    /** As {@link #join}, for a version whose line counts this one as a holder already. */
    void joinBranched(Version<T> version) {
        if (joins.isEmpty()) {
            line.holdBranched(version.line());
            joins = List.of(version);
        } else {
            joinAnother(version);
            version.line().release();
        }
    }

    private void joinAnother(Version<T> version) {
        final List<Version<T>> kept = new ArrayList<>();
        final Deque<Version<T>> pending = new ArrayDeque<>(joins);
        while (!pending.isEmpty()) {
            final Version<T> join = pending.pop();
            if (join.line() == line || join.line() == version.line() || isKnownThroughOurPast(join, version)) {
                continue;
            }
            if (join.line().hasOneHolder()) {
                // Nobody else knows that line. What is known through it is known directly from now on.
                holdKnownThrough(join, pending);
                line.letGo(join.line());
            } else {
                kept.add(join);
            }
        }
        kept.add(version);
        line.hold(version.line());
        joins = List.copyOf(kept);
    }

    /** Reports whether {@code version} began at a point of this line that knew {@code join}, as each image does. */
    private boolean isKnownThroughOurPast(Version<T> join, Version<T> version) {
        final Version<T> origin = version.origin();
        if (origin != null && origin.line() == line) {
            for (final Version<T> known : origin.joins()) {
                if (known == join) {
                    return true;
                }
            }
        }
        return false;
    }

    private void holdKnownThrough(Version<T> join, Deque<Version<T>> pending) {
        final List<Version<T>> known = new ArrayList<>(join.joins());
        if (join.origin() != null) {
            known.add(join.origin());
        }
        for (final Version<T> version : known) {
            if (version.line() != line && line.hold(version.line())) {
                pending.push(version);
            } else {
                // Our own past, or a line that is gone: it matters only for what is known through it.
                holdKnownThrough(version, pending);
            }
        }
    }

    /** Reports whether a version is of a fork off this handle and neither has united with anything: the usual case. */
    boolean isPlainParentOf(Version<T> version) {
        return joins.isEmpty()
                && version.joins().isEmpty()
                && version.origin() != null
                && version.origin().line() == line;
    }

    /**
     * Returns the state that both handles descend from, or nothing where they are unrelated.
     *
     * <p>Where there are several, none before the other, as after two handles have united with each other, {@code merge}
     * unites two of them.
     */
    static <T> Optional<T> common(Ancestry<T> left, Ancestry<T> right, T leftState, T rightState, Merge<T> merge) {
        return new History<>(merge)
                .commonAncestor(left.now(leftState), right.now(rightState))
                .map(Version::state);
    }

    /** Unites two common ancestors given what both of them descend from. */
    interface Merge<T> {
        T merge(Optional<T> base, T left, T right);
    }

    /** Returns the point that this handle is at, later than all that it has marked. */
    private Version<T> now(T state) {
        return new Version<>(line, Long.MAX_VALUE, state, origin, joins);
    }

    /** Gives up this line's hold on itself, and all memory of the past: the handle has been closed. */
    void close() {
        line.release();
        origin = null;
        joins = List.of();
    }
}
