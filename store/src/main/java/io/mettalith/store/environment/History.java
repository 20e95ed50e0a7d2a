package io.mettalith.store.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All versions that two handles remember, for the length of one search for their common ancestor.
 *
 * <p>Lines forget what they no longer need, so no version alone tells all that it contains: another version of the same
 * line, remembered by the other handle, may know more. A version contains whatever any earlier version of its line does.
 *
 * @param <T> environment roots or space states
 */
final class History<T> {
    /** By line and sequence; several of one place may differ in how much of the past they remember. */
    private final Map<Line, NavigableMap<Long, List<Version<T>>>> versions = new HashMap<>();

    private final Set<Version<T>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Ancestry.Merge<T> merge;

    History(Ancestry.Merge<T> merge) {
        this.merge = merge;
    }

    /**
     * Returns the version that both descend from, or nothing where they are unrelated. Where there are several, none
     * before the other, as after two handles have united with each other, it is a new one that unites them.
     */
    Optional<Version<T>> commonAncestor(Version<T> left, Version<T> right) {
        remember(left);
        remember(right);
        Version<T> united = null;
        for (final Version<T> version : latest(shared(left, right))) {
            united = united == null ? version : virtual(united, version);
        }
        return Optional.ofNullable(united);
    }

    private void remember(Version<T> from) {
        final Deque<Version<T>> pending = new ArrayDeque<>(List.of(from));
        while (!pending.isEmpty()) {
            final Version<T> version = pending.pop();
            if (seen.add(version)) {
                versions.computeIfAbsent(version.line(), line -> new TreeMap<>())
                        .computeIfAbsent(version.sequence(), sequence -> new ArrayList<>(1))
                        .add(version);
                version.parents().forEach(pending::push);
            }
        }
    }

    /** Returns, of each line that both sides know, the latest point that both contain. */
    private List<Version<T>> shared(Version<T> left, Version<T> right) {
        final Map<Line, Version<T>> leftKnown = contained(left);
        final Map<Line, Version<T>> rightKnown = contained(right);
        final List<Version<T>> shared = new ArrayList<>();
        leftKnown.forEach((line, version) -> {
            final Version<T> other = rightKnown.get(line);
            if (other != null) {
                shared.add(version.sequence() <= other.sequence() ? version : other);
            }
        });
        return shared;
    }

    /** Returns the latest point of every line that a version contains, the nearest first. */
    private Map<Line, Version<T>> contained(Version<T> from) {
        final Map<Line, Version<T>> latest = new LinkedHashMap<>();
        final Set<Version<T>> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Version<T>> pending = new ArrayDeque<>(List.of(from));
        while (!pending.isEmpty()) {
            final Version<T> version = pending.pop();
            if (!visited.add(version)) {
                continue;
            }
            latest.merge(version.line(), version, (a, b) -> a.sequence() >= b.sequence() ? a : b);
            version.parents().forEach(pending::push);
            final NavigableMap<Long, List<Version<T>>> sameLine = versions.get(version.line());
            sameLine.get(version.sequence()).forEach(pending::push);
            final Map.Entry<Long, List<Version<T>>> earlier = sameLine.lowerEntry(version.sequence());
            if (earlier != null) {
                earlier.getValue().forEach(pending::push);
            }
        }
        return latest;
    }

    /** Returns those that no other contains, in an order that does not depend on timing. */
    private List<Version<T>> latest(List<Version<T>> candidates) {
        final List<Version<T>> latest = new ArrayList<>(candidates);
        for (final Version<T> candidate : candidates) {
            if (latest.stream().noneMatch(version -> version == candidate)) {
                continue; // whoever contains it contains what it does
            }
            final Map<Line, Version<T>> contained = contained(candidate);
            latest.removeIf(other -> other != candidate
                    && contained.containsKey(other.line())
                    && contained.get(other.line()).sequence() >= other.sequence());
        }
        latest.sort((a, b) -> Long.compareUnsigned(a.line().path(), b.line().path()));
        return latest;
    }

    /** Returns a version on a line of its own that contains both. */
    private Version<T> virtual(Version<T> left, Version<T> right) {
        final Optional<T> base = commonAncestor(left, right).map(Version::state);
        final Version<T> united =
                new Version<>(Line.root(0), 0, merge.merge(base, left.state(), right.state()), left, List.of(right));
        remember(united);
        return united;
    }
}
