package io.mettalith.store.history;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names in a store: what each stands for, how it came to, and the next entry of its history.
 *
 * <p>Threading: any thread may read. One at a time may write, and only who has the right to.
 */
public final class Refs {
    private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{4,32}");
    private static final long UNKNOWN = -1;

    private final RefLogs logs;
    /** Names the store in messages. */
    private final String store;
    /** Nobody else writes from the first entry on, so it is read once. */
    private long newestNumber = UNKNOWN;

    /**
     * @param store names it in messages
     */
    public Refs(RefLogs logs, String store) {
        this.logs = logs;
        this.store = store;
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

    /** Returns the newest entry of a ref, or nothing if there is none of that name. */
    Optional<RefEntry> last(String name) {
        return RefName.isValid(name) ? logs.last(name) : Optional.empty();
    }

    /** See {@link SegmentStore#log}. */
    public List<RefEntry> log(String name) {
        List<RefEntry> entries = RefName.isValid(name) ? logs.entries(name) : List.of();
        if (entries.isEmpty()) {
            entries = historyOf(resolve(name).entry());
        }
        final List<RefEntry> newestFirst = new ArrayList<>(entries);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Returns the log that has an entry, up to it. */
    private List<RefEntry> historyOf(RefEntry entry) {
        for (final String ref : logs.names()) {
            final List<RefEntry> entries = logs.entries(ref);
            final int at = entries.indexOf(entry);
            if (at >= 0) {
                return entries.subList(0, at + 1);
            }
        }
        return List.of(entry);
    }

    /**
     * Finds what a name, an id or the beginning of an id stands for.
     *
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     */
    public Target resolve(String name) {
        final Optional<RefEntry> entry = last(name);
        if (entry.isPresent()) {
            return new Target(name, entry.get(), entry.get().indexes());
        }
        if (!isIdPrefix(name)) {
            throw unknown(name);
        }
        return withIdPrefix(name);
    }

    /** Reports whether a name may be the beginning of an id, or a whole one. */
    public static boolean isIdPrefix(String name) {
        return ID_PREFIX.matcher(name).matches();
    }

    /**
     * Finds a snapshot.
     *
     * @throws UnknownRefException if no entry of a log names it
     */
    public Target withId(ContentHash snapshot) {
        return withIdPrefix(snapshot.toHex());
    }

    /** Returns the oldest entry, and the indexes of the newest one that names some. */
    private Target withIdPrefix(String prefix) {
        RefEntry found = null;
        RefEntry indexed = null;
        for (final String ref : logs.names()) {
            for (final RefEntry entry : logs.entries(ref)) {
                if (!entry.snapshot().toHex().startsWith(prefix)) {
                    continue;
                }
                if (found != null && !found.snapshot().equals(entry.snapshot())) {
                    throw new AmbiguousSnapshotException("several snapshots begin so: prefix=" + prefix + ", ids="
                            + found.snapshot() + "," + entry.snapshot() + "; give more digits");
                }
                found = found == null || entry.number() < found.number() ? entry : found;
                if (entry.indexes().isPresent() && (indexed == null || entry.number() > indexed.number())) {
                    indexed = entry;
                }
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

    /** Appends the next entry to the history of a ref, durably or not at all. */
    public void append(
            String name,
            RefEntry.Kind kind,
            ContentHash snapshot,
            List<ContentHash> parents,
            Optional<ContentHash> indexes,
            long atoms,
            String message) {
        final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        final long number = nextNumber();
        logs.append(name, new RefEntry(number, kind, snapshot, parents, indexes, now, atoms, message));
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
        return last.isPresent() && last.get().snapshot().equals(target.snapshot())
                ? Ref.of(name, last.get())
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
        return ref;
    }

    private Ref point(String name, RefEntry.Kind kind, Target target) {
        final RefEntry source = target.entry();
        append(name, kind, source.snapshot(), List.of(source.snapshot()), target.indexes(), source.atoms(), "");
        return Ref.of(name, last(name).orElseThrow());
    }

    /** Removes a ref and its history, durably; returns what it was. */
    public Ref delete(String name) {
        final Ref deleted = Ref.of(name, last(name).orElseThrow(() -> unknown(name)));
        logs.delete(name);
        return deleted;
    }
}
