package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The model's history: what a handle knows at one point, and where that came from. A graph, in which a union has two
 * parents. Equal only to itself.
 */
record ModelVersion(Map<AtomCode, Long> counts, List<ModelVersion> parents) {
    Set<ModelVersion> ancestors() {
        final Set<ModelVersion> found = new HashSet<>();
        final List<ModelVersion> pending = new ArrayList<>(List.of(this));
        while (!pending.isEmpty()) {
            final ModelVersion version = pending.remove(pending.size() - 1);
            if (found.add(version)) {
                pending.addAll(version.parents);
            }
        }
        return found;
    }

    /**
     * Returns what both descend from: the one common ancestor that no other descends from or, where there are two, what
     * they are united. Nothing where there is none, or where it would depend on an order.
     */
    static Optional<ModelVersion> commonAncestor(ModelVersion left, ModelVersion right, UnionMode mode) {
        final List<ModelVersion> latest = latestCommonAncestors(left, right);
        if (latest.size() == 1) {
            return Optional.of(latest.get(0));
        }
        if (latest.size() != 2) {
            return Optional.empty();
        }
        return commonAncestor(latest.get(0), latest.get(1), mode).map(base -> {
            final Map<AtomCode, Long> united = new HashMap<>(latest.get(0).counts);
            unite(united, latest.get(1).counts, base, mode);
            return new ModelVersion(united, latest);
        });
    }

    private static List<ModelVersion> latestCommonAncestors(ModelVersion left, ModelVersion right) {
        final Set<ModelVersion> common = left.ancestors();
        common.retainAll(right.ancestors());
        final Set<ModelVersion> dominated = new HashSet<>();
        for (final ModelVersion version : common) {
            version.parents.forEach(parent -> dominated.addAll(parent.ancestors()));
        }
        common.removeAll(dominated);
        return List.copyOf(common);
    }

    /** Adds to {@code left} what {@code right} has beyond {@code base}. */
    static void unite(Map<AtomCode, Long> left, Map<AtomCode, Long> right, ModelVersion base, UnionMode mode) {
        final Set<AtomCode> atoms = new HashSet<>(left.keySet());
        atoms.addAll(right.keySet());
        for (final AtomCode atom : atoms) {
            left.put(
                    atom,
                    united(
                            base.counts.getOrDefault(atom, 0L),
                            left.getOrDefault(atom, 0L),
                            right.getOrDefault(atom, 0L),
                            mode));
        }
        left.values().removeIf(count -> count == 0);
    }

    /** Returns how many copies there are of what was changed on both sides, reckoned otherwise than by the store. */
    static long united(long base, long left, long right, UnionMode mode) {
        if (mode == UnionMode.SUM) {
            return Math.max(0, left + right - base);
        }
        if (left >= base && right >= base) {
            return Math.max(left, right);
        }
        return left <= base && right <= base ? Math.min(left, right) : left + right - base;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
