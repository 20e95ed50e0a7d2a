package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentImage;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keeps environments: snapshots of them under names with a history, in files or in memory.
 *
 * <pre>{@code
 * try (SegmentStore store = SegmentStore.openOrCreate(Path.of("kb"))) {
 *     store.commit("main", environment, "import of the class graph");    // puts what the store lacks
 *     try (Environment other = store.checkout("main")) {                 // O(1): nothing is loaded
 *         other.match(pattern);                                          // reads the mapped bytes in place
 *     }
 * }
 * }</pre>
 *
 * <p><b>Design.</b> A snapshot is a tree of sealed segments and directories, each stored once under the hash of its
 * bytes, and a record of the roots of all spaces, whose hash is the snapshot's id. So what two snapshots share they
 * share in the store, and committing an environment costs what has changed in it. A commit seals a fork, so others may
 * go on using the environment meanwhile; afterwards the environment reads the stored bytes in place of its own copies,
 * unless it has been written in between.
 *
 * <p>Argument indexes are stored like spaces, but no snapshot's id depends on them: a separate record has their roots,
 * and the ref's log names it beside the snapshot. A checkout opens the indexes of the entry that it goes by, as lazily as
 * the spaces.
 *
 * <p>The bytes are values of Chronicle maps, the <em>generations</em>. Only a writer opens one in Chronicle. A reader
 * maps the same file read-only and finds bytes by the index that the writer has published beside it: no locks, no code
 * made at run time, and pages that all processes share. The hash of bytes is computed when they are first read; what is
 * not as it was stored is never used.
 *
 * <p><b>Durability.</b> A commit puts bytes, syncs the map, adds a part to the index by a rename, and at last appends one
 * line to the ref's log; each step is on the disk before the next is begun. When anything fails, or the machine does, the ref
 * names what it named before. {@link StorePaths} has the files, {@link GenerationWriter} what happens to leftovers.
 *
 * <p><b>Threads and processes.</b> Any thread may call any method; commits exclude each other. Of all processes one may
 * commit, from its first commit until it closes the store or ends; the others, and any number of stores within one
 * process, may read, and see each new commit at once.
 *
 * <p><b>Lifetime.</b> Environments go on reading after the store has been closed. Nothing is unmapped by hand: mappings
 * end when nobody can reach them. The store remembers, in about half a KiB each, the snapshots it has committed or checked
 * out, so that what starts from one of them is related to all else that did.
 *
 * <p><b>Cost.</b> Opening: one small file. Checkout: the ref's last line, a search in each index and one small record,
 * or two if there are indexes.
 * Commit: proportional to the segments written since the last one, and some milliseconds for the disk.
 */
public final class SegmentStore implements AutoCloseable {
    private static final Pattern ID_PREFIX = Pattern.compile("[0-9a-f]{4,32}");

    private final Storage storage;
    private final Map<ContentHash, EnvironmentImage> images = new ConcurrentHashMap<>();
    private final Object commitLock = new Object();
    private volatile boolean closed;

    SegmentStore(Storage storage) {
        this.storage = storage;
    }

    /** Makes a store that is gone when nobody can reach it, nor an environment that reads from it. */
    public static SegmentStore inMemory() {
        return new SegmentStore(new MemoryStorage(GenerationLimits.DEFAULT));
    }

    /**
     * Opens a store that exists. Takes no lock and writes nothing.
     *
     * @throws NotAStoreException if the directory is no store
     * @throws StoreDamagedException if the file that describes it is not as it was written
     * @throws StoreVersionException if it has a format that this release does not read
     */
    public static SegmentStore open(Path directory) {
        return open(directory, SystemFiles.INSTANCE, GenerationLimits.DEFAULT, true);
    }

    static SegmentStore open(Path directory, FileOperations files, GenerationLimits limits, boolean verify) {
        final StorePaths paths = new StorePaths(directory);
        StoreFile.check(paths);
        return new SegmentStore(new PersistedStorage(paths, files, limits, verify));
    }

    /**
     * Opens a store, or makes an empty directory one. Takes no lock.
     *
     * @throws NotAStoreException if the directory has something else in it
     * @throws StoreDamagedException if the file that describes the store is not as it was written
     * @throws StoreVersionException if the store has a format that this release does not read
     */
    public static SegmentStore openOrCreate(Path directory) {
        return openOrCreate(directory, SystemFiles.INSTANCE, GenerationLimits.DEFAULT);
    }

    static SegmentStore openOrCreate(Path directory, FileOperations files, GenerationLimits limits) {
        final StorePaths paths = new StorePaths(directory);
        try {
            files.createDirectories(directory);
            if (!Files.exists(paths.store()) && StoreFile.isFree(paths)) {
                StoreFile.create(paths, files);
            }
        } catch (final IOException e) {
            throw IoErrors.writing(directory, e);
        }
        return open(directory, files, limits, true);
    }

    /* ---------------- Writing ---------------- */

    /** Commits with an empty message. */
    public Commit commit(String ref, Environment environment) {
        return commit(ref, environment, "");
    }

    /**
     * Makes a ref name what an environment holds now. Stores what the store lacks of it; if the ref names an equal
     * snapshot already, with at least the same indexes, nothing changes.
     *
     * <p>If the ref names an equal snapshot that lacks some of the indexes, the log gets an entry for the same snapshot
     * with those besides; indexes that only the ref has are kept. Of another snapshot the ref has the indexes that the
     * environment has, and no others: an environment that was checked out, or committed, has those of its snapshot.
     *
     * @param ref is made if there is none of that name
     * @param environment reads from the store afterwards
     * @param message for the ref's history
     * @throws IllegalArgumentException if the name or the message cannot be written
     * @throws StoreLockedException if another process, or another store of this one, is writing
     * @throws StoreDamagedException if the ref names an equal snapshot and the record of its indexes is not as it was
     *     stored
     * @throws StoreFullException if the file system has no room; the store is as it was
     * @throws StoreException if the file system fails otherwise; the store is as it was
     */
    public Commit commit(String ref, Environment environment, String message) {
        RefName.check(ref);
        RefLine.check(message);
        synchronized (commitLock) {
            checkOpen();
            storage.beginCommit();
            try (Environment sealed = environment.fork()) {
                return commit(ref, environment, sealed, message);
            }
        }
    }

    private Commit commit(String ref, Environment environment, Environment sealed, String message) {
        final SealEvent event = new SealEvent();
        event.begin();
        final CommitSink sink = new CommitSink(storage);
        final EnvironmentSummary own = sealed.seal(sink);
        final long segmentsPut = sink.valuesPut();
        final long segmentsShared = sink.segmentsShared();
        final ContentHash id = own.id();
        final Optional<RefEntry> last = storage.refs().last(ref);
        final Optional<ContentHash> parent = last.map(RefEntry::snapshot);
        final boolean changed = !parent.equals(Optional.of(id));
        final Optional<ContentHash> known = changed ? Optional.empty() : last.flatMap(RefEntry::indexes);
        final EnvironmentSummary summary = withKnownIndexes(own, known);
        final Optional<ContentHash> indexes = publish(summary, sink);
        if (changed || !indexes.equals(known)) {
            final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
            storage.refs().append(ref, new RefEntry(id, parent, indexes, now, summary.atoms(), message));
        }
        environment.reopen(image(id, summary, Optional.of(sealed)), sealed);
        final Commit commit =
                new Commit(ref, id, parent, changed, summary.atoms(), segmentsPut, sink.bytesPut(), segmentsShared);
        event.commit(commit);
        return commit;
    }

    /** Adds the indexes that the ref names already; those are what the log goes on naming. */
    private EnvironmentSummary withKnownIndexes(EnvironmentSummary own, Optional<ContentHash> known) {
        return known.map(hash -> own.withIndexesOf(withIndexes(own, hash))).orElse(own);
    }

    /** Puts the records and publishes all that was put; returns the hash of the record of the indexes, if there are any. */
    private Optional<ContentHash> publish(EnvironmentSummary summary, CommitSink sink) {
        final byte[] record = summary.toBytes();
        sink.put(ContentHash.of(record, 0, record.length), record);
        Optional<ContentHash> indexes = Optional.empty();
        if (summary.hasIndexes()) {
            final byte[] indexRecord = ArgumentIndexesCodec.encode(summary);
            indexes = Optional.of(ContentHash.of(indexRecord, 0, indexRecord.length));
            sink.put(indexes.get(), indexRecord);
        }
        sink.flush();
        storage.publish();
        return indexes;
    }

    /** Compacts without telling how far it has come. */
    public Compaction compact() {
        return compact((bytes, ofBytes) -> {});
    }

    /**
     * Removes what no entry of any ref's history reaches, by copying all else: into few generations, each tree's segments
     * in the order of their keys. Needs room on the disk for what is kept, besides what is there. Takes the right to
     * write, as a commit does.
     *
     * <p>Others may read meanwhile; environments go on reading what they were checked out from. The system frees the
     * blocks of a removed file when the last store and environment that has it mapped has gone, this one included.
     *
     * @throws StoreLockedException if another process, or another store of this one, is writing
     * @throws StoreDamagedException if something that is reached, or a log, is not as it was stored; nothing is removed
     * @throws StoreFullException if the file system has no room; the store is as it was
     * @throws StoreException if the file system fails otherwise; nothing that is reached is lost
     * @throws UnsupportedOperationException if this store is in memory
     */
    public Compaction compact(CompactionProgress progress) {
        synchronized (commitLock) {
            checkOpen();
            storage.beginCommit();
            return storage.compact(progress);
        }
    }

    /* ---------------- Reading ---------------- */

    /**
     * Opens an environment that starts from a snapshot. Loads nothing: segments are read in place when they are needed.
     * All environments that start from one snapshot within this store are related.
     *
     * <p>It has the indexes that the ref's newest entry names or, for an id, those of the newest entry with that id which
     * names some; and any other that this store has met with the same snapshot before.
     *
     * @param snapshot a ref's name, a snapshot's id, or a prefix of at least four digits that only one id has
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreDamagedException if the record of the snapshot, or of its indexes, is not as it was stored
     */
    public Environment checkout(String snapshot) {
        return checkout(snapshot, 0);
    }

    /**
     * As {@link #checkout(String)}, for one of several branches that are to be united later: the spaces and states that
     * environments make are named after the snapshot, the ref and the branch, so that the same program makes the same
     * names in every run, and different branches make different ones.
     *
     * @param branch number of the branch
     */
    public Environment checkout(String snapshot, long branch) {
        checkOpen();
        Target target = resolve(snapshot);
        while (true) {
            try {
                final ContentHash id = target.entry().snapshot();
                return image(id, summary(target), Optional.empty()).open(path(id, target.ref(), branch));
            } catch (final StoreDamagedException e) {
                target = movedOn(snapshot, target, e);
            }
        }
    }

    /** Returns what a name stands for now, if it is not what was found damaged: that may have been compacted away since. */
    private Target movedOn(String snapshot, Target before, StoreDamagedException damage) {
        final Target now = resolve(snapshot);
        if (now.equals(before)) {
            throw damage;
        }
        return now;
    }

    /** Returns the one image of a snapshot, with the indexes of the summary and all that it had before. */
    private EnvironmentImage image(ContentHash id, EnvironmentSummary summary, Optional<Environment> sealed) {
        final EnvironmentImage image =
                images.computeIfAbsent(id, unseen -> EnvironmentImage.of(storage.source(), summary, sealed));
        image.addIndexes(storage.source(), summary);
        return image;
    }

    private static long path(ContentHash id, String ref, long branch) {
        final byte[] name = ref.getBytes(StandardCharsets.UTF_8);
        final byte[] seed = ByteBuffer.allocate(ContentHash.LENGTH + Long.BYTES + name.length)
                .put(id.toBytes())
                .putLong(branch)
                .put(name)
                .array();
        return ContentHash.of(seed, 0, seed.length).high();
    }

    private EnvironmentSummary summary(Target target) {
        final ContentHash id = target.entry().snapshot();
        final EnvironmentSummary contents = SnapshotCodec.decode(record(id), id);
        return target.indexes().map(indexes -> withIndexes(contents, indexes)).orElse(contents);
    }

    private EnvironmentSummary withIndexes(EnvironmentSummary contents, ContentHash indexes) {
        return ArgumentIndexesCodec.decode(record(indexes), indexes, contents);
    }

    private byte[] record(ContentHash hash) {
        final SegmentSource.Mapped mapped = storage.source().find(hash);
        final byte[] record = new byte[mapped.length()];
        new UnsafeBuffer(mapped.address(), mapped.length()).getBytes(0, record);
        return record;
    }

    /** Returns all refs, by name. */
    public List<Ref> refs() {
        checkOpen();
        final RefLogs logs = storage.refs();
        final List<Ref> refs = new ArrayList<>();
        for (final String name : logs.names()) {
            logs.last(name).ifPresent(entry -> refs.add(new Ref(name, entry.snapshot(), entry.time(), entry.atoms())));
        }
        return refs;
    }

    /**
     * Returns the history of a ref, the newest entry first.
     *
     * @throws UnknownRefException if there is no such ref
     */
    public List<RefEntry> log(String ref) {
        checkOpen();
        final List<RefEntry> entries =
                RefName.isValid(ref) ? new ArrayList<>(storage.refs().entries(ref)) : new ArrayList<>();
        if (entries.isEmpty()) {
            throw unknown(ref);
        }
        Collections.reverse(entries);
        return entries;
    }

    /**
     * Returns what is known of a snapshot.
     *
     * @param snapshot as for {@link #checkout(String)}
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreDamagedException if the record of the snapshot, or of its indexes, is not as it was stored
     */
    public Snapshot snapshot(String snapshot) {
        checkOpen();
        final Target target = resolve(snapshot);
        final RefEntry entry = target.entry();
        final EnvironmentSummary summary = summary(target);
        return new Snapshot(entry.snapshot(), entry.time(), summary.atoms(), summary.spaces());
    }

    /**
     * What a name stands for.
     *
     * @param ref by which it was found, empty if by its id
     * @param entry of a log that has it
     * @param indexes hash of the record of its indexes, if it has any
     */
    private record Target(String ref, RefEntry entry, Optional<ContentHash> indexes) {}

    private Target resolve(String name) {
        final Optional<RefEntry> entry = RefName.isValid(name) ? storage.refs().last(name) : Optional.empty();
        if (entry.isPresent()) {
            return new Target(name, entry.get(), entry.get().indexes());
        }
        if (!ID_PREFIX.matcher(name).matches()) {
            throw unknown(name);
        }
        return withIdPrefix(name);
    }

    /** Returns the oldest entry, and the indexes of the newest one that names some. */
    private Target withIdPrefix(String prefix) {
        RefEntry found = null;
        RefEntry indexed = null;
        for (final String ref : storage.refs().names()) {
            for (final RefEntry entry : storage.refs().entries(ref)) {
                if (!entry.snapshot().toHex().startsWith(prefix)) {
                    continue;
                }
                if (found != null && !found.snapshot().equals(entry.snapshot())) {
                    throw new AmbiguousSnapshotException("several snapshots begin so: prefix=" + prefix + ", ids="
                            + found.snapshot() + "," + entry.snapshot() + "; give more digits");
                }
                found = found == null || entry.time().isBefore(found.time()) ? entry : found;
                if (entry.indexes().isPresent()
                        && (indexed == null || !entry.time().isBefore(indexed.time()))) {
                    indexed = entry;
                }
            }
        }
        if (found == null) {
            throw unknown(prefix);
        }
        return new Target("", found, indexed == null ? Optional.empty() : indexed.indexes());
    }

    private UnknownRefException unknown(String name) {
        final List<String> names = storage.refs().names();
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
                "no such ref or snapshot: name=" + name + ", store=" + storage + "; " + hint, near);
    }

    /* ---------------- Life ---------------- */

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("store used after close: " + this);
        }
    }

    /** Gives up the right to write. Environments that were checked out go on. Idempotent. */
    @Override
    public void close() {
        synchronized (commitLock) {
            if (!closed) {
                closed = true;
                storage.close();
            }
        }
    }

    @Override
    public String toString() {
        return "SegmentStore[" + storage + (closed ? ", closed]" : "]");
    }
}
