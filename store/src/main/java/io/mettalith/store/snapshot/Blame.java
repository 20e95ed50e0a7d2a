package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Follows atoms back through a history to the entries that brought them. Of several parents that have an atom the first is
 * followed. Used by one thread.
 */
final class Blame {
    private final SegmentStore store;
    private final HistoryGraph graph;
    private final SpaceId space;
    /** What is still to be followed from each entry. */
    private final Map<RefEntry, Set<AtomCode>> followed = new HashMap<>();
    /** The entries of {@link #followed}, the newest first: so each is met once, after all that come from it. */
    private final PriorityQueue<RefEntry> pending =
            new PriorityQueue<>(Comparator.comparingLong(RefEntry::number).reversed());

    Blame(SegmentStore store, HistoryGraph graph, SpaceId space) {
        this.store = store;
        this.graph = graph;
        this.space = space;
    }

    /** Returns the entry that brought each atom, for those that an entry's snapshot has, in their order. */
    Map<AtomCode, RefEntry> of(RefEntry tip, Collection<AtomCode> atoms) {
        final Map<AtomCode, RefEntry> found = new LinkedHashMap<>();
        follow(tip, new LinkedHashSet<>(atoms));
        final Map<AtomCode, RefEntry> brought = new HashMap<>();
        while (!pending.isEmpty()) {
            final RefEntry entry = pending.poll();
            final Set<AtomCode> left = followed.remove(entry);
            for (final RefEntry parent : graph.parents(entry)) {
                left.removeAll(follow(parent, left));
            }
            left.forEach(atom -> brought.put(atom, entry));
        }
        for (final AtomCode atom : atoms) {
            if (brought.containsKey(atom)) {
                found.put(atom, brought.get(atom));
            }
        }
        return found;
    }

    /** Goes on from an entry with those atoms that it has, and returns them. */
    private Set<AtomCode> follow(RefEntry entry, Set<AtomCode> atoms) {
        final Set<AtomCode> had = new LinkedHashSet<>();
        if (atoms.isEmpty()) {
            return had;
        }
        try (Environment environment = store.checkout(entry)) {
            if (environment.exists(space)) {
                atoms.stream()
                        .filter(atom -> environment.count(space, atom) > 0)
                        .forEach(had::add);
            }
        }
        if (!had.isEmpty()) {
            final Set<AtomCode> before = followed.putIfAbsent(entry, new LinkedHashSet<>(had));
            if (before == null) {
                pending.add(entry);
            } else {
                before.addAll(had);
            }
        }
        return had;
    }
}
