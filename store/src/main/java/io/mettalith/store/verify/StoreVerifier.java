package io.mettalith.store.verify;

import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.SegmentListing;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StoreFile;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.StoreVersionException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.history.AmbiguousSnapshotException;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.verify.Finding.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Checks a store on disk, or what belongs to one snapshot of it, part by part, and says of each what is wrong. Works on the
 * files alone: it takes no lock, writes nothing and asks nothing of Chronicle, so a store may be verified while others
 * read it and one writes to it.
 *
 * <pre>{@code
 * Verification verification = new StoreVerifier(Path.of("kb")).deep().verify();
 * verification.findings().stream().filter(Finding::isDamaged).forEach(System.out::println);
 * }</pre>
 *
 * <p><b>What is checked.</b> Always: the file {@code STORE}; each line of the logs; checksum and order of the indexes; the
 * length of the map files and that what is published lies within them; hash and contents of the records; of each tree that
 * an entry of a log reaches, hash and contents of its directories, that all segments are there with the header that a
 * segment of their length and count has, and that counts, heights and first keys agree. With {@link #deep()}: of each value
 * the hash; of each segment every entry, in order, with the code of an atom; of each tree the order from one segment to the
 * next, the first keys, all counts, that stamps are given once; of each index, that it has as many atoms as its space has
 * of that size.
 *
 * <p>No damage ends a verification or throws, and nothing is read as a structure before its checksum or hash was found
 * right. What parts share is checked once.
 *
 * <p>Threading: an instance belongs to one thread; deep verification uses as many as there are processors.
 */
public final class StoreVerifier {
    private final StorePaths paths;
    private boolean deep;
    private VerificationProgress progress = VerificationProgress.NONE;

    /** Makes a verifier of the store in a directory. */
    public StoreVerifier(Path directory) {
        paths = new StorePaths(directory);
    }

    /** Lets it read everything, not just what leads to it; returns this. */
    public StoreVerifier deep() {
        deep = true;
        return this;
    }

    /** Lets a deep verification tell how far it has come; returns this. */
    public StoreVerifier progress(VerificationProgress listener) {
        progress = listener;
        return this;
    }

    /**
     * Verifies the whole store.
     *
     * @throws NotAStoreException if the directory is no store
     * @throws StoreVersionException if the store has a format that this release does not read
     * @throws StoreException if the file system fails, or the thread is interrupted
     */
    public Verification verify() {
        return verify(Optional.empty());
    }

    /**
     * Verifies what the newest entry of a ref, or the entries with an id, need: all logs and indexes, and of the rest what
     * can be reached.
     *
     * @param snapshot a ref's name, a snapshot's id, or a prefix of at least four digits that only one id has
     * @throws UnknownRefException if no intact line of a log has it
     * @throws AmbiguousSnapshotException if several ids begin so
     * @throws NotAStoreException if the directory is no store
     * @throws StoreVersionException if the store has a format that this release does not read
     * @throws StoreException if the file system fails, or the thread is interrupted
     */
    public Verification verify(String snapshot) {
        return verify(Optional.of(snapshot));
    }

    private Verification verify(Optional<String> snapshot) {
        final List<Finding> findings = new ArrayList<>();
        findings.add(checkStoreFile());
        final List<RefLogCheck.Checked> logs = RefLogCheck.checkAll(paths);
        logs.forEach(log -> findings.add(log.finding()));
        final List<LoggedEntry> entries = snapshot.map(name -> LoggedEntry.named(name, logs, paths))
                .orElseGet(() -> LoggedEntry.all(logs, paths));
        final ValueTable table = new ValueTable();
        final List<GenerationCheck.Checked> generations = checkGenerations(table);
        return new Pass(table).run(findings, generations, entries, snapshot.isEmpty());
    }

    private Finding checkStoreFile() {
        try {
            StoreFile.check(paths);
            return Finding.of(Part.STORE, "STORE", Damages.NONE);
        } catch (final StoreDamagedException e) {
            return Finding.of(Part.STORE, "STORE", Damages.of(Damage.of(paths.store(), 0, e)));
        }
    }

    private List<GenerationCheck.Checked> checkGenerations(ValueTable table) {
        final GenerationCheck check = new GenerationCheck(paths, table);
        final List<GenerationCheck.Checked> checked = new ArrayList<>();
        SegmentListing.of(paths).parts().forEach((number, parts) -> checked.add(check.check(number, parts)));
        table.build();
        return checked;
    }

    /** One verification, once it is known what there is. */
    private final class Pass {
        private final ValueTable table;
        private final ValueFacts facts;
        private final ValueCheck values;
        private final List<ValueCheck> valueChecks = new ArrayList<>();
        private final RecordCheck records;
        private final BitSet reached = new BitSet();
        private final Map<ContentHash, EnvironmentSummary> snapshots = new LinkedHashMap<>();
        private final Map<ContentHash, IndexedSnapshot> indexed = new LinkedHashMap<>();

        /** A snapshot with the indexes that one record has. */
        private record IndexedSnapshot(ContentHash id, EnvironmentSummary summary) {}

        Pass(ValueTable table) {
            this.table = table;
            facts = new ValueFacts(table.size());
            values = valueCheck();
            records = new RecordCheck(table, facts, values);
        }

        private ValueCheck valueCheck() {
            final ValueCheck check = new ValueCheck(table, facts);
            valueChecks.add(check);
            return check;
        }

        Verification run(
                List<Finding> logs,
                List<GenerationCheck.Checked> generations,
                List<LoggedEntry> entries,
                boolean whole) {
            final List<Finding> ofSnapshots = new ArrayList<>(checkRecords(entries));
            if (deep) {
                if (!whole) {
                    checkTrees(shallowCheck(), false);
                }
                ofSnapshots.addAll(checkTrees(deepCheck(whole ? ordinal -> true : reached::get), true));
            } else {
                ofSnapshots.addAll(checkTrees(shallowCheck(), false));
            }
            final List<Finding> findings = new ArrayList<>(logs);
            for (final GenerationCheck.Checked generation : generations) {
                findings.addAll(generation.index());
                findings.add(generation.map(facts.damages(generation.firstOrdinal(), generation.endOrdinal())));
            }
            findings.addAll(ofSnapshots);
            return new Verification(
                    findings,
                    valueChecks.stream().mapToLong(ValueCheck::values).sum(),
                    valueChecks.stream().mapToLong(ValueCheck::bytes).sum());
        }

        private List<Finding> checkRecords(List<LoggedEntry> entries) {
            final Map<ContentHash, Finding> findings = new LinkedHashMap<>();
            for (final LoggedEntry logged : entries) {
                final RefEntry entry = logged.entry();
                if (!findings.containsKey(entry.snapshot())) {
                    final RecordCheck.Checked checked = records.snapshot(entry, logged.log());
                    checked.summary().ifPresent(summary -> snapshots.put(entry.snapshot(), summary));
                    findings.put(entry.snapshot(), checked.finding());
                }
                entry.indexes()
                        .filter(hash -> !findings.containsKey(hash) && snapshots.containsKey(entry.snapshot()))
                        .ifPresent(hash -> findings.put(hash, checkIndexes(hash, logged)));
            }
            return List.copyOf(findings.values());
        }

        private Finding checkIndexes(ContentHash hash, LoggedEntry logged) {
            final ContentHash id = logged.entry().snapshot();
            final RecordCheck.Checked checked = records.indexes(hash, snapshots.get(id), logged.log());
            checked.summary().ifPresent(summary -> indexed.put(hash, new IndexedSnapshot(id, summary)));
            return checked.finding();
        }

        /** Returns a check of trees that notes which segments they reach. */
        private TreeCheck shallowCheck() {
            return new TreeCheck(table, facts, values, false, reached::set);
        }

        /** Checks the values that are wanted, and returns a check of trees that goes by what was found. */
        private TreeCheck deepCheck(IntPredicate wanted) {
            new ParallelPass(table, progress).run(wanted, () -> valueCheck()::check);
            final TreeCheck trees = new TreeCheck(table, facts, values, true, segment -> {});
            new ParallelPass(table, VerificationProgress.NONE).run(ordinal -> true, () -> trees::prepare);
            return trees;
        }

        private List<Finding> checkTrees(TreeCheck trees, boolean segmentsChecked) {
            final SnapshotCheck check = new SnapshotCheck(table, facts, trees, segmentsChecked);
            final List<Finding> findings = new ArrayList<>();
            snapshots.forEach((id, summary) -> addAll(findings, Part.TREE, id, () -> check.spaces(id, summary)));
            indexed.forEach((hash, snapshot) -> addAll(
                    findings, Part.INDEX_TREE, hash, () -> check.indexes(snapshot.id(), hash, snapshot.summary())));
            return findings;
        }

        private void addAll(List<Finding> findings, Part part, ContentHash id, Supplier<List<Finding>> check) {
            final Damages unreadable = Damages.of(paths.segments(), () -> {
                findings.addAll(check.get());
                return Damages.NONE;
            });
            if (!unreadable.isEmpty()) {
                findings.add(Finding.of(part, id.toHex(), unreadable));
            }
        }
    }
}
