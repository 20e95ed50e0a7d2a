package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The histories of all refs, deleted ones included, as one graph without cycles: every entry points to the entries that it
 * came from, its parents.
 *
 * <p>An entry names its parents exactly, so a snapshot that came about twice is two places of the graph. The logs of
 * formats before 4 name the snapshots of parents alone; of such a parent, the entry before in the same log counts, if it
 * has that snapshot, and otherwise the newest older one of any log that has. Where that one's log is gone, the snapshot
 * itself is the end of the path, and is common to all that began with it.
 *
 * <p>Cost: building takes time and memory linear in the entries of all logs; each question time linear in the entries that
 * it has to pass.
 *
 * <p>Threading: immutable once built.
 */
public final class HistoryGraph {
    private static final Comparator<RefEntry> NEWEST_FIRST = Comparator.comparingLong(RefEntry::number)
            .reversed()
            .thenComparing(entry -> entry.id().hash());

    private final Map<EntryId, RefEntry> entries = new HashMap<>();
    private final Map<EntryId, List<EntryId>> parents = new HashMap<>();
    private final Map<EntryId, String> refs = new HashMap<>();
    private final Map<ContentHash, NavigableMap<Long, EntryId>> bySnapshot = new HashMap<>();

    private HistoryGraph() {}

    /** Builds the graph of all histories that some logs have. */
    public static HistoryGraph of(RefLogs logs) {
        final HistoryGraph graph = new HistoryGraph();
        final List<List<RefEntry>> histories = new ArrayList<>();
        for (final RefLogs.Deleted deleted : logs.deleted()) {
            histories.add(graph.add(deleted.ref(), logs.entries(deleted)));
        }
        for (final String ref : logs.names()) {
            histories.add(graph.add(ref, logs.entries(ref)));
        }
        histories.forEach(graph::connect);
        return graph;
    }

    private List<RefEntry> add(String ref, List<RefEntry> log) {
        for (final RefEntry entry : log) {
            final EntryId id = entry.id();
            entries.put(id, entry);
            refs.put(id, ref);
            bySnapshot
                    .computeIfAbsent(entry.snapshot(), unseen -> new TreeMap<>())
                    .put(entry.number(), id);
        }
        return log;
    }

    private void connect(List<RefEntry> log) {
        RefEntry previous = null;
        for (final RefEntry entry : log) {
            final List<EntryId> ids = new ArrayList<>(entry.parents().size());
            for (final RefEntry.Parent parent : entry.parents()) {
                ids.add(
                        parent.entry().orElse(null) == null
                                ? guess(parent, previous, entry)
                                : parent.entry().get());
            }
            parents.put(entry.id(), ids);
            previous = entry;
        }
    }

    private EntryId guess(RefEntry.Parent parent, RefEntry previous, RefEntry child) {
        if (previous != null && previous.snapshot().equals(parent.snapshot())) {
            return previous.id();
        }
        final Map.Entry<Long, EntryId> older =
                bySnapshot.getOrDefault(parent.snapshot(), new TreeMap<>()).lowerEntry(child.number());
        return older == null ? new EntryId(parent.snapshot()) : older.getValue();
    }

    /** Returns the entry of a name, or nothing if no log has it. */
    public Optional<RefEntry> entry(EntryId id) {
        final RefEntry entry = entries.get(id);
        if (entry != null) {
            return Optional.of(entry);
        }
        final NavigableMap<Long, EntryId> sameSnapshot = bySnapshot.get(id.hash());
        return sameSnapshot == null
                ? Optional.empty()
                : Optional.of(entries.get(sameSnapshot.lastEntry().getValue()));
    }

    /** Returns the entries that an entry came from, as far as some log has them, in the order of its line. */
    public List<RefEntry> parents(RefEntry entry) {
        return parentsOf(entry.id()).stream().flatMap(id -> entry(id).stream()).toList();
    }

    /** Returns the name of the ref that an entry is, or was, an entry of. */
    public String ref(RefEntry entry) {
        return refs.getOrDefault(entry.id(), "");
    }

    /** Returns all entries of all logs, the newest first. */
    public List<RefEntry> newestFirst() {
        return entries.values().stream().sorted(NEWEST_FIRST).toList();
    }

    /** Returns some entries and all that they came from, the newest first. */
    public List<RefEntry> newestFirst(Collection<EntryId> tips) {
        return known(reachable(tips));
    }

    private List<RefEntry> known(Collection<EntryId> ids) {
        return ids.stream()
                .flatMap(id -> entry(id).stream())
                .distinct()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Reports whether some entries, or what they came from, include another. */
    public boolean contains(Collection<EntryId> tips, EntryId ancestor) {
        return reachable(tips).contains(ancestor);
    }

    /** Returns those of some entries that no other of them came from, the newest first; unknown ones are left out. */
    public List<RefEntry> withoutAncestors(Collection<EntryId> ids) {
        return known(tops(new HashSet<>(ids)));
    }

    /**
     * Returns the entries that both sides came from and that no other such entry came from, the newest first: one, unless
     * the histories have nothing in common or have been merged crosswise.
     *
     * @param left the entries that one side contains
     * @param right the entries that the other side contains
     */
    public List<RefEntry> nearestCommonAncestors(Collection<EntryId> left, Collection<EntryId> right) {
        final Set<EntryId> common = reachable(left);
        common.retainAll(reachable(right));
        common.removeIf(id -> entry(id).isEmpty());
        return known(tops(common));
    }

    private Set<EntryId> tops(Set<EntryId> ids) {
        final Set<EntryId> farther = new HashSet<>();
        ids.forEach(id -> farther.addAll(parentsOf(id)));
        final Set<EntryId> tops = new HashSet<>(ids);
        tops.removeAll(reachable(farther));
        return tops;
    }

    private Set<EntryId> reachable(Collection<EntryId> from) {
        final Set<EntryId> reached = new HashSet<>(from);
        final Deque<EntryId> pending = new ArrayDeque<>(reached);
        while (!pending.isEmpty()) {
            for (final EntryId parent : parentsOf(pending.pop())) {
                if (reached.add(parent)) {
                    pending.push(parent);
                }
            }
        }
        return reached;
    }

    private List<EntryId> parentsOf(EntryId id) {
        return parents.getOrDefault(id, List.of());
    }
}
