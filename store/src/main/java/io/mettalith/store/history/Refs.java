package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names in a store: what each stands for, how it came to, and the next entry of its history.
 *
 * <p>Threading: any thread may read. One at a time may write, and only who has the right to.
 */
public final class Refs {
    private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{4,32}");
    private static final long UNKNOWN = -1;

    private final RefLogs logs;
    private final String store;
    /** Read once for as long as nobody else may write. */
    private long newestNumber = UNKNOWN;

    /**
     * Speaks for the names in some logs.
     *
     * @param store what to call the store in messages
     */
    public Refs(RefLogs logs, String store) {
        this.logs = logs;
        this.store = store;
    }

    public RefLogs logs() {
        return logs;
    }

    /* ---------------- Reading ---------------- */

    /** Returns all refs, by name. */
    public List<Ref> all() {
        final List<Ref> refs = new ArrayList<>();
        for (final String name : logs.names()) {
            last(name).ifPresent(entry -> refs.add(Ref.of(name, entry)));
        }
        return refs;
    }

    /** Returns the refs that were deleted, by name and then the oldest first, with the number of the newest entry of each. */
    public Map<Ref, Long> deleted() {
        final Map<Ref, Long> deleted = new LinkedHashMap<>();
        for (final RefLogs.Deleted history : logs.deleted()) {
            final List<RefEntry> entries = logs.entries(history);
            if (!entries.isEmpty()) {
                deleted.put(Ref.of(history.ref(), entries.get(entries.size() - 1)), history.number());
            }
        }
        return deleted;
    }

    /** Returns the newest entry of a ref, or nothing if there is none of that name. */
    public Optional<RefEntry> last(String name) {
        return RefName.isValid(name) ? logs.last(name) : Optional.empty();
    }

    /** See {@link SegmentStore#log}. */
    public List<RefEntry> log(String name) {
        final List<RefEntry> entries = historyOf(resolve(name));
        final List<RefEntry> newestFirst = new ArrayList<>(entries);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Returns the log that has an entry, up to it. */
    private List<RefEntry> historyOf(Target target) {
        if (!target.ref().isEmpty()) {
            final List<RefEntry> log = upTo(target.entry(), logs.entries(target.ref()));
            if (!log.isEmpty()) {
                return log;
            }
        }
        return everyLog()
                .map(log -> upTo(target.entry(), log))
                .filter(log -> !log.isEmpty())
                .findFirst()
                .orElse(List.of(target.entry()));
    }

    private static List<RefEntry> upTo(RefEntry entry, List<RefEntry> log) {
        return log.subList(0, log.indexOf(entry) + 1);
    }

    /** Returns all histories, those of deleted refs last. */
    private Stream<List<RefEntry>> everyLog() {
        return Stream.concat(
                logs.names().stream().map(logs::entries),
                logs.deleted().stream().map(logs::entries));
    }

    /**
     * Finds what a {@link Revision} stands for.
     *
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     */
    public Target resolve(String text) {
        final Revision revision = Revision.parse(text);
        final Target begin = begin(revision);
        return revision.steps() == 0 ? begin : stepBack(begin, revision);
    }

    private Target begin(Revision revision) {
        final String name = revision.name();
        final Optional<RefEntry> last = last(name);
        if (last.isPresent()) {
            final RefEntry entry = revision.past().isEmpty() ? last.get() : revision.in(logs.entries(name));
            return new Target(name, entry, entry.indexes());
        }
        if (revision.past().isPresent()) {
            throw unknown(name);
        }
        if (revision.number().isPresent()) {
            return withNumber(revision.number().get());
        }
        if (!isIdPrefix(name)) {
            throw unknown(name);
        }
        return withIdPrefix(name);
    }

    private Target stepBack(Target from, Revision revision) {
        final HistoryGraph graph = graph();
        RefEntry entry = from.entry();
        for (int step = 0; step < revision.steps(); step++) {
            final List<RefEntry> parents = graph.parents(entry);
            if (parents.isEmpty()) {
                throw new UnknownRefException(
                        "the history does not reach back so far: name=" + revision.name() + ", steps="
                                + revision.steps() + ", entriesBefore=" + step,
                        List.of());
            }
            entry = parents.get(0);
        }
        return new Target(graph.ref(entry), entry, entry.indexes());
    }

    private Target withNumber(long number) {
        final List<RefEntry> found = everyLog()
                .flatMap(List::stream)
                .filter(entry -> entry.number() == number)
                .distinct()
                .toList();
        if (found.size() > 1) {
            throw new AmbiguousSnapshotException("several entries have this number: number=" + number + ", entries="
                    + found.size() + "; name a ref");
        }
        if (found.isEmpty()) {
            throw unknown("@" + number);
        }
        return new Target("", found.get(0), found.get(0).indexes());
    }

    /** Reports whether a name may be the beginning of an id, or a whole one. */
    public static boolean isIdPrefix(String name) {
        return ID_PREFIX.matcher(name).matches();
    }

    /** Returns the newest entry with a snapshot, and the indexes of the newest one that names some. */
    private Target withIdPrefix(String prefix) {
        RefEntry found = null;
        RefEntry indexed = null;
        for (final RefEntry entry : (Iterable<RefEntry>) everyLog().flatMap(List::stream)::iterator) {
            if (!entry.snapshot().toHex().startsWith(prefix)) {
                continue;
            }
            if (found != null && !found.snapshot().equals(entry.snapshot())) {
                throw new AmbiguousSnapshotException("several snapshots begin so: prefix=" + prefix + ", ids="
                        + found.snapshot() + "," + entry.snapshot() + "; give more digits");
            }
            found = found == null || entry.number() > found.number() ? entry : found;
            if (entry.indexes().isPresent() && (indexed == null || entry.number() > indexed.number())) {
                indexed = entry;
            }
        }
        if (found == null) {
            throw unknown(prefix);
        }
        return new Target("", found, indexed == null ? Optional.empty() : indexed.indexes());
    }

    /** Returns the exception to throw when there is nothing of that name. */
    public UnknownRefException unknown(String name) {
        final List<String> names = logs.names();
        final List<String> near = RefName.near(name, names);
        final String hint;
        if (names.isEmpty()) {
            hint = "the store has none yet";
        } else if (near.isEmpty()) {
            hint = "the store has " + String.join(", ", names);
        } else {
            hint = "did you mean " + String.join(" or ", near) + "?";
        }
        return new UnknownRefException(
                "no such ref or snapshot: name=" + name + ", store=" + store + "; " + hint, near);
    }

    /** Returns the histories of all refs as one graph. Takes time linear in their entries. */
    public HistoryGraph graph() {
        return HistoryGraph.of(logs);
    }

    /* ---------------- Writing ---------------- */

    /**
     * Returns the newest entry of a ref that is to move, or nothing if there is none of that name.
     *
     * @throws TagException if it is a tag
     */
    public Optional<RefEntry> movable(String name) {
        final Optional<RefEntry> last = last(name);
        if (last.filter(entry -> entry.kind() == RefEntry.Kind.TAG).isPresent()) {
            throw new TagException("a tag never moves: name=" + name + ", snapshot="
                    + last.get().snapshot() + "; choose another name, or delete the tag first");
        }
        return last;
    }

    /** Appends the next entry to the history of a ref, durably or not at all; returns it. */
    public RefEntry append(
            String name,
            RefEntry.Kind kind,
            ContentHash snapshot,
            List<RefEntry.Parent> parents,
            Optional<ContentHash> indexes,
            long atoms,
            String message) {
        final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        final RefEntry entry = new RefEntry(nextNumber(), kind, snapshot, parents, indexes, now, atoms, message);
        logs.append(name, entry);
        return entry;
    }

    /** Forgets what holds only as long as nobody else writes. */
    public void othersMayWrite() {
        newestNumber = UNKNOWN;
    }

    /** Counts up even where the entry then fails to be written. */
    private long nextNumber() {
        if (newestNumber == UNKNOWN) {
            newestNumber = logs.newestNumber();
        }
        return ++newestNumber;
    }

    /**
     * Makes a ref, or moves one that is no tag, to what another name stands for. Does nothing if it names that snapshot
     * already.
     *
     * @throws TagException if it is a tag
     */
    public Ref branch(String name, Target target) {
        final Optional<RefEntry> last = movable(name);
        return last.isPresent() && isSame(last.get(), target.entry())
                ? confirmed(name, last.get())
                : point(name, RefEntry.Kind.BRANCH, target);
    }

    /**
     * Makes a tag of what another name stands for. Does nothing if there is that tag already.
     *
     * @throws TagException if there is a ref of that name
     */
    public Ref tag(String name, Target target) {
        final Optional<RefEntry> last = last(name);
        if (last.isEmpty()) {
            return point(name, RefEntry.Kind.TAG, target);
        }
        final Ref ref = Ref.of(name, last.get());
        if (!ref.tag() || !ref.snapshot().equals(target.snapshot())) {
            throw new TagException("a tag takes a new name: name=" + name + ", snapshot=" + ref.snapshot()
                    + "; choose another name, or delete what has this one first");
        }
        return confirmed(name, last.get());
    }

    /** Reports whether an entry is another, or was made to name what the other names. */
    private static boolean isSame(RefEntry entry, RefEntry other) {
        return entry.equals(other)
                || entry.kind() == RefEntry.Kind.BRANCH && entry.parents().contains(RefEntry.Parent.of(other));
    }

    /** Makes durable what is reported as done though an earlier writer wrote it, who may have been killed in the act. */
    private Ref confirmed(String name, RefEntry entry) {
        logs.confirm(name);
        return Ref.of(name, entry);
    }

    private Ref point(String name, RefEntry.Kind kind, Target target) {
        final RefEntry from = target.entry();
        final List<RefEntry.Parent> parents = List.of(RefEntry.Parent.of(from));
        return Ref.of(name, append(name, kind, from.snapshot(), parents, target.indexes(), from.atoms(), ""));
    }

    /** Takes a ref's name from its history, durably; returns what it was. */
    public Ref delete(String name) {
        final Ref deleted = Ref.of(name, last(name).orElseThrow(() -> unknown(name)));
        logs.delete(name);
        return deleted;
    }

    /**
     * Gives the history that was deleted last under a name this name again.
     *
     * @throws UnknownRefException if there is none
     * @throws InvalidRefException if there is a ref of that name by now
     */
    public Ref undelete(String name) {
        final RefLogs.Deleted history = logs.deleted().stream()
                .filter(deleted -> deleted.ref().equals(name))
                .max(Comparator.comparingLong(RefLogs.Deleted::number))
                .orElseThrow(() -> unknown(name));
        if (last(name).isPresent()) {
            throw new InvalidRefException("there is a ref of that name: name=" + name
                    + "; branch from the deleted history instead: @" + history.number());
        }
        logs.restore(history);
        return Ref.of(name, last(name).orElseThrow());
    }
}
