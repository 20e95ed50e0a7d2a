package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process commits while four readers in two others read: each sees whole snapshots only, never an earlier one after
 * a later, and waits for nobody. Readers may die at any moment.
 */
class ReadersTest {
    private static final GenerationLimits SMALL = new GenerationLimits(256, 2_048);
    private static final int SECONDS = 3;
    private static final int PLANTED_SECONDS = 8;
    private static final int NIGHTLY_SECONDS = Integer.getInteger("mettalith.test.seconds", 180);
    private static final int KILLS = 5;
    private static final int NIGHTLY_KILLS = Integer.getInteger("mettalith.test.kills", 100);
    private static final long SEED = Long.getLong("mettalith.test.seed", 61);
    private static final int MOST_FACTS = 5_000;
    /** Whoever waits for a lock that is not given back waits longer; a busy machine alone does not take so long. */
    private static final long BLOCKED_MS = 20_000;

    @TempDir
    Path temporary;

    private final Random random = new Random(SEED);
    private long commits;

    private Path create() {
        final Path directory = temporary.resolve("store");
        try (SegmentStore store = SegmentStore.openOrCreate(directory);
                Environment ledger = Ledger.create()) {
            store.commit("main", ledger);
        }
        return directory;
    }

    private static SegmentStore store(Path directory, FileOperations files) {
        return SegmentStore.open(directory, files, SMALL, true);
    }

    private static StoreProcess startReaders(Path directory) throws IOException {
        final StoreProcess readers = StoreProcess.start("ledger", directory);
        assertThat(readers.line()).isEqualTo("reading");
        return readers;
    }

    /** Commits until the time is over, or a reader has failed. */
    private LedgerReaders.Result commitWhileTheyRead(Path directory, SegmentStore opened, int seconds)
            throws IOException {
        try (StoreProcess one = startReaders(directory);
                StoreProcess other = startReaders(directory)) {
            try (SegmentStore store = opened;
                    Environment ledger = store.checkout("main")) {
                final long deadline = System.nanoTime() + seconds * 1_000_000_000L;
                while (System.nanoTime() < deadline && !one.hasOutput() && !other.hasOutput()) {
                    commitMore(store, ledger);
                }
            }
            one.go();
            other.go();
            return LedgerReaders.Result.ofLine(one.line()).plus(LedgerReaders.Result.ofLine(other.line()));
        }
    }

    /** Commits more facts, many only as long as it does not take long to read them all. */
    private void commitMore(SegmentStore store, Environment ledger) {
        Ledger.grow(ledger, ledger.size() < MOST_FACTS ? 1 + random.nextInt(100) : 1);
        store.commit("main", ledger);
        commits++;
    }

    private void assertReadersSeeWholeSnapshots(int seconds) throws IOException {
        final Path directory = create();
        final LedgerReaders.Result result =
                commitWhileTheyRead(directory, store(directory, SystemFiles.INSTANCE), seconds);
        System.out.printf(
                "readers: %d reads of %d commits, %d changes seen, the longest read %d ms%n",
                result.reads(), commits, result.changes(), result.longestMs());
        assertThat(result.changes()).isGreaterThan(2L * 2 * LedgerReaders.THREADS);
        assertThat(result.longestMs()).isLessThan(BLOCKED_MS);
    }

    @Test
    void readersSeeWholeSnapshots() throws IOException {
        assertReadersSeeWholeSnapshots(SECONDS);
    }

    @Test
    @Tag("nightly")
    void readersSeeWholeSnapshotsForMinutes() throws IOException {
        assertReadersSeeWholeSnapshots(NIGHTLY_SECONDS);
    }

    private void killReaders(int kills) throws IOException, InterruptedException {
        final Path directory = create();
        try (SegmentStore store = store(directory, SystemFiles.INSTANCE);
                Environment ledger = store.checkout("main")) {
            for (int i = 0; i < kills; i++) {
                try (StoreProcess readers = startReaders(directory)) {
                    final int before = 1 + random.nextInt(20);
                    for (int commit = 0; commit < before; commit++) {
                        commitMore(store, ledger);
                    }
                    readers.kill();
                    assertThat(readers.line()).isNull();
                }
                commitMore(store, ledger);
            }
            try (SegmentStore reader = SegmentStore.open(directory);
                    Environment checkout = reader.checkout("main")) {
                assertThat(Ledger.read(checkout)).isEqualTo(ledger.size() - 1);
                assertThat(reader.log("main")).hasSize((int) commits + 1);
            }
        }
        System.out.printf("killed readers: %d, during %d commits; seed %d%n", kills, commits, SEED);
    }

    @Test
    void killedReadersAreNotNoticed() throws IOException, InterruptedException {
        killReaders(KILLS);
    }

    @Test
    @Tag("nightly")
    void manyKilledReadersAreNotNoticed() throws IOException, InterruptedException {
        killReaders(NIGHTLY_KILLS);
    }

    /* ---------------- Planted bugs ---------------- */

    @Test
    void refThatIsMovedBeforeTheIndexIsFoundOut() {
        final Path directory = create();
        final SegmentStore late = LatePublication.open(directory, SystemFiles.INSTANCE, SMALL);
        assertThatThrownBy(() -> commitWhileTheyRead(directory, late, PLANTED_SECONDS))
                .hasMessageContaining("the store lacks bytes that it refers to");
    }

    @Test
    void indexThatIsPublishedBeforeTheDataIsFoundOut() {
        final Path directory = create();
        assertThatThrownBy(() -> commitWhileTheyRead(directory, store(directory, LateData.files()), PLANTED_SECONDS))
                .hasMessageContaining("stored bytes have another hash than when they were stored");
    }
}
