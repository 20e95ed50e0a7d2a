package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.JvmFlags;
import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.IoErrors;
import io.mettalith.store.disk.MemoryStorage;
import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.PersistedStorage;
import io.mettalith.store.disk.Storage;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StoreFile;
import io.mettalith.store.disk.StoreFullException;
import io.mettalith.store.disk.StoreLockedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.StoreVersionException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Delta;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentImage;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.LiftedSpace;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.AmbiguousSnapshotException;
import io.mettalith.store.history.FileRefLogs;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.InvalidRefException;
import io.mettalith.store.history.MemoryRefLogs;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import io.mettalith.store.history.RefLogs;
import io.mettalith.store.history.RefName;
import io.mettalith.store.history.Refs;
import io.mettalith.store.history.TagException;
import io.mettalith.store.history.Target;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * <p><b>Names.</b> A ref is a log of what it has named. Its entries have parents, by which all logs together are one
 * graph: {@link #merge} goes by it, {@code HistoryGraph} has how. A {@linkplain #tag tag} is a ref whose log has one
 * entry for good.
 *
 * <p>The bytes are values of Chronicle maps, the <em>generations</em>. Only a writer opens one in Chronicle. A reader
 * maps the same file read-only and finds bytes by the index that the writer has published beside it: no locks, no code
 * made at run time, and pages that all processes share. The hash of bytes is computed when they are first read; what is
 * not as it was stored is never used.
 *
 * <p><b>Durability.</b> A commit puts bytes, syncs the map, adds a part to the index by a rename, and at last appends one
 * line to the ref's log; each step is on the disk before the next is begun. When anything fails, or the machine does, the ref
 * names what it named before. Branches, tags and merges end in the same append; a deletion removes the log. {@link StorePaths} has the files, {@code GenerationWriter} what happens to leftovers.
 *
 * <p><b>Threads and processes.</b> Any thread may call any method; commits exclude each other. Of all processes, and all
 * stores within one, one at a time may write: for as long as a call takes, or for as long as it has a {@link #writer}
 * open. The others may read, and see each new commit at once.
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
    private final Storage storage;
    private final RefLogs logs;
    private final Refs refs;
    private final Map<ContentHash, EnvironmentImage> images = new ConcurrentHashMap<>();
    private final Object commitLock = new Object();
    /** How often the right to write is held. Guarded by {@link #commitLock}. */
    private int writers;

    private volatile boolean closed;

    SegmentStore(Storage storage, RefLogs logs) {
        this.storage = storage;
        this.logs = logs;
        this.refs = new Refs(logs, storage.toString());
    }

    /** Makes a store that is gone when nobody can reach it, nor an environment that reads from it. */
    public static SegmentStore inMemory() {
        JvmFlags.check();
        return new SegmentStore(new MemoryStorage(GenerationLimits.DEFAULT), new MemoryRefLogs());
    }

    /**
     * Opens a store that exists. Takes no lock and writes nothing.
     *
     * @throws NotAStoreException if the directory is no store
     * @throws StoreDamagedException if the file that describes it is not as it was written
     * @throws StoreVersionException if it has a format that this release does not read
     */
    public static SegmentStore open(Path directory) {
        JvmFlags.check();
        return open(directory, SystemFiles.INSTANCE, GenerationLimits.DEFAULT, true);
    }

    static SegmentStore open(Path directory, FileOperations files, GenerationLimits limits, boolean verify) {
        final StorePaths paths = new StorePaths(directory);
        StoreFile.check(paths);
        return new SegmentStore(new PersistedStorage(paths, files, limits, verify), new FileRefLogs(paths, files));
    }

    /**
     * Opens a store, or makes an empty directory one. Takes no lock.
     *
     * @throws NotAStoreException if the directory has something else in it
     * @throws StoreDamagedException if the file that describes the store is not as it was written
     * @throws StoreVersionException if the store has a format that this release does not read
     */
    public static SegmentStore openOrCreate(Path directory) {
        JvmFlags.check();
        return openOrCreate(directory, SystemFiles.INSTANCE, GenerationLimits.DEFAULT);
    }

    static SegmentStore openOrCreate(Path directory, FileOperations files, GenerationLimits limits) {
        final StorePaths paths = new StorePaths(directory);
        try {
            if (!Files.exists(paths.store())) {
                createDirectory(directory.toAbsolutePath(), files);
                if (StoreFile.isFree(paths)) {
                    StoreFile.create(paths, files);
                }
            }
        } catch (final IOException e) {
            throw IoErrors.writing(directory, e);
        }
        return open(directory, files, limits, true);
    }

    /** Creates a directory and whichever are missing above it, durably before there is anything in it. */
    private static void createDirectory(Path directory, FileOperations files) throws IOException {
        final Path parent = directory.getParent();
        if (parent != null && !Files.exists(parent)) {
            createDirectory(parent, files);
        }
        files.createDirectories(directory);
        if (parent != null && Files.isReadable(parent)) {
            files.forceDirectory(parent);
        }
    }

    /* ---------------- Writing ---------------- */

    /** As {@link #writer(Duration)}, without waiting. */
    public Writer writer() {
        return writer(Duration.ZERO);
    }

    /**
     * Takes the right to write, until the writer is closed: for work that takes long and is not to be in vain, or that
     * commits often. Of all processes, and of all stores within one, only one has it; within a store, it may be taken
     * several times. Whoever calls a method that writes without having taken it takes it for that call.
     *
     * @param wait how long to wait at most for another store to give it up
     * @throws StoreLockedException if another process, or another store of this one, has it still
     * @throws StoreException if the file system fails
     */
    public Writer writer(Duration wait) {
        synchronized (commitLock) {
            checkOpen();
            storage.beginCommit(wait);
            writers++;
            return new Writer();
        }
    }

    /** The right to write to a store, held until this is closed, or the store. Any thread may close it. */
    public final class Writer implements AutoCloseable {
        private boolean given;

        private Writer() {}

        /** Gives up the right to write, unless somebody else has taken it by this store, too. Idempotent. */
        @Override
        public void close() {
            synchronized (commitLock) {
                if (!given) {
                    given = true;
                    giveUp();
                }
            }
        }
    }

    private void giveUp() {
        writers--;
        if (writers == 0 && !closed) {
            refs.othersMayWrite();
            storage.close();
        }
    }

    /** Does what takes the right to write. */
    private <T> T write(Supplier<T> what) {
        synchronized (commitLock) {
            checkOpen();
            storage.beginCommit(Duration.ZERO);
            writers++;
            try {
                return what.get();
            } catch (final RuntimeException | Error e) {
                storage.distrust();
                throw e;
            } finally {
                giveUp();
            }
        }
    }

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
     * @throws InvalidRefException if the name or the message cannot be written
     * @throws TagException if the ref is a tag
     * @throws StoreLockedException if another process, or another store of this one, is writing
     * @throws StoreDamagedException if the ref names an equal snapshot and the record of its indexes is not as it was
     *     stored
     * @throws StoreFullException if the file system has no room; the store is as it was
     * @throws StoreException if the file system fails otherwise; the store is as it was
     */
    public Commit commit(String ref, Environment environment, String message) {
        return commit(ref, environment, CommitOptions.message(message));
    }

    /**
     * As {@link #commit(String, Environment, String)}, with a choice of what to do where the ref and the environment have
     * parted.
     *
     * @throws MergeBaseException if the ref has entries, the environment comes from none that they have in common, and the
     *     options neither unite nor replace
     * @throws MergeConflictException if both have changed a state or token, and the options do not say whose value counts
     */
    public Commit commit(String ref, Environment environment, CommitOptions options) {
        RefName.check(ref);
        RefLine.check(options.message());
        return write(() -> new WorkingCopy(this, refs, ref, environment, options).commit());
    }

    /**
     * Makes a ref name what one space of an environment holds now: a snapshot whose main space it is, and which has no
     * others, no states and no tokens. Costs what a commit of such an environment does. The space may be written meanwhile,
     * and reads from the store afterwards if it was not. What is {@linkplain #checkoutSpace checked out} of this snapshot
     * is related to the space.
     *
     * @param space of the environment; the main space, too
     * @throws io.mettalith.store.environment.ForeignHandleException if one of its atoms names a state, or another space
     *     than the main one: that would mean something else wherever the snapshot is opened
     * @throws io.mettalith.store.environment.NoSuchSpaceException if there is no such space
     * @see #commit(String, Environment, String)
     */
    public Commit commitSpace(String ref, Environment environment, SpaceId space, String message) {
        try (LiftedSpace lifted = LiftedSpace.of(environment, space)) {
            final Commit commit = commit(ref, lifted.environment(), message);
            if (commit.united()) {
                lifted.catchUp();
            }
            lifted.reopen(images.get(commit.snapshot()));
            return commit;
        }
    }

    /**
     * Seals an environment, and appends an entry to a ref's log, unless that would say nothing new.
     *
     * @param last the ref's newest entry, if there is one
     * @param parents of the entry
     */
    Commit seal(
            String ref,
            Optional<RefEntry> last,
            RefEntry.Kind kind,
            List<RefEntry.Parent> parents,
            Environment environment,
            String message) {
        try (Environment sealed = environment.fork()) {
            final SealEvent event = new SealEvent();
            event.begin();
            final CommitSink sink = new CommitSink(storage);
            final EnvironmentSummary own = sealed.seal(sink);
            final long segmentsPut = sink.valuesPut();
            final long segmentsShared = sink.segmentsShared();
            final ContentHash id = own.id();
            final boolean changed =
                    last.filter(entry -> entry.snapshot().equals(id)).isEmpty();
            final Optional<ContentHash> known = changed ? Optional.empty() : last.flatMap(RefEntry::indexes);
            final EnvironmentSummary summary = withKnownIndexes(own, known);
            final Optional<ContentHash> indexes = publish(summary, sink);
            final RefEntry entry;
            if (changed || parents.size() > 1 || !indexes.equals(known)) {
                entry = refs.append(ref, kind, id, parents, indexes, summary.atoms(), message);
            } else {
                entry = last.get();
                logs.confirm(ref);
            }
            environment.reopen(image(id, summary, Optional.of(sealed)), sealed);
            environment.replaceOrigins(sealed.origins(), Set.of(entry.id()));
            final Commit commit = new Commit(
                    ref,
                    id,
                    entry.id(),
                    last.map(RefEntry::snapshot),
                    changed,
                    false,
                    summary.atoms(),
                    segmentsPut,
                    sink.bytesPut(),
                    segmentsShared);
            event.commit(commit);
            return commit;
        }
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

    /* ---------------- Names ---------------- */

    /**
     * Makes a ref name a snapshot that is there, without copying anything. If there is a ref of that name it moves, and
     * what it named before stays in its log.
     *
     * @param name of the ref
     * @param snapshot a ref's name, a snapshot's id, or a prefix of at least four digits that only one id has
     * @throws InvalidRefException if the name cannot be written
     * @throws TagException if there is a tag of that name
     * @throws UnknownRefException if there is no such snapshot
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreLockedException if another process, or another store of this one, is writing
     * @throws StoreFullException if the file system has no room; the store is as it was
     * @throws StoreException if the file system fails otherwise; the store is as it was
     */
    public Ref branch(String name, String snapshot) {
        RefName.check(name);
        return write(() -> refs.branch(name, refs.resolve(snapshot)));
    }

    /**
     * Makes a ref that never moves: no commit, branch or merge changes what it names. Does nothing if there is the same
     * tag already.
     *
     * @param name of the tag
     * @param snapshot as for {@link #branch}
     * @throws TagException if a ref of that name names something else, or is no tag
     * @throws StoreException and others, as {@link #branch} does
     */
    public Ref tag(String name, String snapshot) {
        RefName.check(name);
        return write(() -> refs.tag(name, refs.resolve(snapshot)));
    }

    /**
     * Removes a ref, be it a tag or not. Its history is kept aside: ids find what it names, merges go by it, and {@link
     * #undelete} gives it its name again, until the store is compacted. What other histories come from outlives that, too.
     *
     * @return what the ref was
     * @throws UnknownRefException if there is none of that name
     * @throws StoreLockedException if another process, or another store of this one, is writing
     * @throws StoreException if the file system fails; then the ref is there as it was, or gone
     */
    public Ref delete(String name) {
        return write(() -> refs.delete(name));
    }

    /**
     * Makes a ref anew that has been deleted, with its history. Of several that had the name, the one that was deleted last.
     *
     * @throws UnknownRefException if no history of that name was deleted since the last compaction
     * @throws InvalidRefException if there is a ref of that name by now
     * @throws StoreException and others, as {@link #branch} does
     */
    public Ref undelete(String name) {
        return write(() -> refs.undelete(name));
    }

    /**
     * Adds to a ref what another snapshot has done since their common ancestor. What both did alike counts once; new
     * definitions come after those of the ref; a space that the other has dropped stays.
     *
     * <p>The common ancestor is the nearest one by the histories of all refs; where there are several, what comes of uniting
     * them. The log gets an entry with two parents, so that the next merge knows of this one, even if the two were equal;
     * but not if a base was named that is not the common ancestor.
     *
     * @param into name of the ref
     * @param other as for {@link #branch}
     * @param base what to take for the common ancestor instead, as for {@link #branch}
     * @throws InvalidRefException if the message cannot be written
     * @throws MergeBaseException if there is no common ancestor, no base is given and the options do not unite unrelated sides
     * @throws MergeConflictException if both have changed a state or token, and the options do not say whose value counts
     * @throws TagException if {@code into} is a tag
     * @throws StoreDamagedException if what is read is not as it was stored
     * @throws StoreException and others, as {@link #branch} does
     */
    public Merge merge(String into, String other, Optional<String> base, CommitOptions options) {
        return bring(into, options, merge -> merge.merge(other, base));
    }

    /** As {@link #merge(String, String, Optional, CommitOptions)}, with a message. */
    public Merge merge(String into, String other, Optional<String> base, String message) {
        return merge(into, other, base, CommitOptions.message(message));
    }

    /**
     * Takes back in a ref what an entry, of whatever ref, did to its first parent. What has been changed since stays as it
     * is. Of an entry without parents, all that it holds is taken back.
     *
     * @param entry as for {@link #branch}
     * @throws StoreException and others, as {@link #merge} does
     */
    public Merge revert(String ref, String entry, CommitOptions options) {
        return bring(ref, options, merge -> merge.revert(entry));
    }

    /**
     * Does in a ref what an entry of another did to its first parent, without the history that led to it.
     *
     * @param entry as for {@link #branch}
     * @throws StoreException and others, as {@link #merge} does
     */
    public Merge cherryPick(String ref, String entry, CommitOptions options) {
        return bring(ref, options, merge -> merge.cherryPick(entry));
    }

    /**
     * Does in a ref what a delta says, whatever the delta was made from: see {@link Environment#apply}.
     *
     * @throws StoreException and others, as {@link #merge} does
     */
    public Merge apply(String ref, Delta delta, CommitOptions options) {
        return bring(ref, options, merge -> merge.apply(delta));
    }

    private Merge bring(String into, CommitOptions options, Function<RefMerge, Merge> what) {
        RefLine.check(options.message());
        if (options.dryRun()) {
            checkOpen();
            return what.apply(new RefMerge(this, refs, into, options));
        }
        return write(() -> what.apply(new RefMerge(this, refs, into, options)));
    }

    /* ---------------- Compaction ---------------- */

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
        return write(() -> new Compactor(storage, progress).run(logs));
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
        return readable(snapshot, target -> checkout(target, branch));
    }

    private Environment checkout(Target target, long branch) {
        final Environment environment = image(target).open(path(target.snapshot(), target.ref(), branch));
        environment.replaceOrigins(Set.of(), Set.of(target.entry().id()));
        return environment;
    }

    /** Opens what an entry names. */
    Environment checkout(RefEntry entry) {
        return checkout(new Target("", entry, entry.indexes()), 0);
    }

    /**
     * Makes a space of an environment that begins as the main space of a snapshot. Loads nothing, as {@link
     * #checkout(String)} does. All spaces that begin at one snapshot within this store are related, so that they can be
     * united, and so is the space that the snapshot was made of by {@link #commitSpace}. Other spaces, states and tokens of
     * the snapshot stay behind; where it has some, its main space is read, once, to see that it names none of them.
     *
     * @param snapshot as for {@link #checkout(String)}
     * @param into environment to make the space in
     * @throws io.mettalith.store.environment.ForeignHandleException if an atom of the main space names another space or a
     *     state
     * @throws UnknownRefException if there is no such snapshot
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreDamagedException if the record of the snapshot, or of its indexes, is not as it was stored
     */
    public SpaceId checkoutSpace(String snapshot, Environment into) {
        checkOpen();
        return readable(snapshot, target -> {
            final SpaceId space = image(target).openSpace(into);
            into.replaceOrigins(space, Set.of(), Set.of(target.entry().id()));
            return space;
        });
    }

    private EnvironmentImage image(Target target) {
        return image(target.snapshot(), summary(target), Optional.empty());
    }

    /** Uses what a name stands for; where it has moved on meanwhile, what it stood for may have been compacted away. */
    private <T> T readable(String name, Function<Target, T> use) {
        Target target = refs.resolve(name);
        while (true) {
            try {
                return use.apply(target);
            } catch (final StoreDamagedException e) {
                target = movedOn(name, target, e);
            }
        }
    }

    /** Returns what a name stands for now, if that is not what was found damaged. */
    private Target movedOn(String name, Target before, StoreDamagedException damage) {
        final Target now = refs.resolve(name);
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
        final ContentHash id = target.snapshot();
        final EnvironmentSummary contents = SnapshotCodec.decode(record(id), id);
        return target.indexes().map(indexes -> withIndexes(contents, indexes)).orElse(contents);
    }

    /** Returns how what an entry of a log names is found, with the indexes that it names. */
    public EnvironmentSummary summary(RefEntry entry) {
        return summary(new Target("", entry, entry.indexes()));
    }

    /** Returns where sealed bytes are read from. */
    public SegmentSource source() {
        return storage.source();
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

    /**
     * Finds how one snapshot differs from another, and shows it to a visitor, space by space and atom by atom. Takes time
     * proportional to the difference: what both share is neither read nor held.
     *
     * @param from as for {@link #checkout(String)}
     * @param to as for {@link #checkout(String)}
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws StoreDamagedException if what is read is not as it was stored
     */
    public Difference diff(String from, String to, Difference.Visitor visitor) {
        try (Environment before = checkout(from);
                Environment after = checkout(to)) {
            return Difference.between(before, after, visitor);
        }
    }

    /** As {@link #diff(String, String, Difference.Visitor)}, counting only. */
    public Difference diff(String from, String to) {
        return diff(from, to, null);
    }

    /** Returns all refs, by name. */
    public List<Ref> refs() {
        checkOpen();
        return refs.all();
    }

    /** Returns the refs that were deleted and whose histories are kept, with the number of the newest entry of each. */
    public Map<Ref, Long> deleted() {
        checkOpen();
        return refs.deleted();
    }

    /** Returns the histories of all refs, deleted ones included, as one graph. */
    public HistoryGraph history() {
        checkOpen();
        return refs.graph();
    }

    /**
     * Finds for atoms of a snapshot the entries that brought them: of each the newest that has it and comes from none that
     * does. Takes time proportional to the atoms and the entries passed.
     *
     * @param snapshot as for {@link #checkout(String)}
     * @param atoms of one of its spaces; those that it does not have are left out
     */
    public Map<AtomCode, RefEntry> blame(String snapshot, SpaceId space, Collection<AtomCode> atoms) {
        checkOpen();
        return new Blame(this, refs.graph(), space).of(refs.resolve(snapshot).entry(), atoms);
    }

    /** Returns the entry that a name stands for, as for {@link #checkout(String)}. */
    public RefEntry entry(String name) {
        checkOpen();
        return refs.resolve(name).entry();
    }

    /**
     * Returns a history, the newest entry first.
     *
     * @param snapshot as for {@link #checkout(String)}; for an id, what led to it in the log that had it first
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     */
    public List<RefEntry> log(String snapshot) {
        checkOpen();
        return refs.log(snapshot);
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
        return readable(snapshot, this::describe);
    }

    private Snapshot describe(Target target) {
        final EnvironmentSummary summary = summary(target);
        return new Snapshot(target.snapshot(), target.entry().time(), summary.atoms(), summary.spaces());
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
