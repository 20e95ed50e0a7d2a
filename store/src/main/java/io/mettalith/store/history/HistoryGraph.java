package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The histories of all refs as one graph without cycles: every entry points to the entries that its parents were.
 *
 * <p>A log names parents by their snapshots, and one snapshot may have come about several times, as when a change is
 * taken back. So a parent is the entry before in the same log, if that has the snapshot, and otherwise the newest one of
 * any log that was there before. Where a log has been deleted, there may be none: then the snapshot itself is the end of
 * that path.
 *
 * <p>Threading: immutable once built.
 */
public final class HistoryGraph {
    private static final long NO_ENTRY = 0;

    private final Map<Node, List<Node>> parents = new HashMap<>();
    private final Map<ContentHash, TreeSet<Long>> numbers = new HashMap<>();

    /** An entry by its number, or a snapshot that no entry is left of. */
    private record Node(ContentHash snapshot, long number) {}

    private HistoryGraph() {}

    static HistoryGraph of(RefLogs logs) {
        final List<List<RefEntry>> histories =
                logs.names().stream().map(logs::entries).toList();
        final HistoryGraph graph = new HistoryGraph();
        histories.forEach(entries -> entries.forEach(entry -> graph.numbers
                .computeIfAbsent(entry.snapshot(), unseen -> new TreeSet<>())
                .add(entry.number())));
        histories.forEach(graph::connect);
        return graph;
    }

    private void connect(List<RefEntry> log) {
        RefEntry previous = null;
        for (final RefEntry entry : log) {
            final List<Node> nodes = new ArrayList<>();
            for (final ContentHash parent : entry.parents()) {
                nodes.add(
                        previous != null && previous.snapshot().equals(parent)
                                ? new Node(parent, previous.number())
                                : newest(parent, entry.number()));
            }
            parents.put(new Node(entry.snapshot(), entry.number()), nodes);
            previous = entry;
        }
    }

    /** Returns the newest entry of a snapshot that is older than a given one. */
    private Node newest(ContentHash snapshot, long before) {
        final TreeSet<Long> all = numbers.getOrDefault(snapshot, new TreeSet<>());
        final Long number = all.lower(before);
        return new Node(snapshot, number == null ? NO_ENTRY : number);
    }

    private Node node(Target target) {
        return target.ref().isEmpty()
                ? newest(target.snapshot(), Long.MAX_VALUE)
                : new Node(target.snapshot(), target.entry().number());
    }

    /**
     * Returns the snapshots that both come from and that no other such snapshot comes from: one, unless the histories
     * have nothing in common or have been merged crosswise. Each is still stored.
     */
    public Set<ContentHash> nearestCommonAncestors(Target left, Target right) {
        final Set<Node> common = reachable(List.of(node(left)));
        common.retainAll(reachable(List.of(node(right))));
        common.removeIf(node -> !numbers.containsKey(node.snapshot()));
        final Set<Node> farther = new HashSet<>();
        common.forEach(node -> farther.addAll(parentsOf(node)));
        common.removeAll(reachable(farther));
        final Set<ContentHash> snapshots = new HashSet<>();
        common.forEach(node -> snapshots.add(node.snapshot()));
        return snapshots;
    }

    private Set<Node> reachable(Collection<Node> from) {
        final Set<Node> reached = new HashSet<>(from);
        final Deque<Node> pending = new ArrayDeque<>(from);
        while (!pending.isEmpty()) {
            for (final Node parent : parentsOf(pending.pop())) {
                if (reached.add(parent)) {
                    pending.push(parent);
                }
            }
        }
        return reached;
    }

    private List<Node> parentsOf(Node node) {
        return parents.getOrDefault(node, List.of());
    }
}
