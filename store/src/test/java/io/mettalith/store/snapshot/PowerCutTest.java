package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cuts the power at every moment of a run of commits, and opens what may be left of the store, as {@link PowerCut} says:
 * it holds what was promised, or besides it all of what was under way, and takes the next commit.
 */
class PowerCutTest {
    private static final int NIGHTLY_SAMPLES = Integer.getInteger("mettalith.test.samples", 20);
    private static final int SECTOR_LENGTH = 512;
    private static final int ENOUGH = 3;
    private static final long SEED = Long.getLong("mettalith.test.seed", 41);

    @TempDir(factory = MemoryDirectory.class)
    Path temporary;

    private int restored;

    /** What was found wrong with an outcome. */
    private record Wrong(int events, String problem) {}

    /* ---------------- Runs ---------------- */

    private RecordedRun newRun(String name, DiskRecorder.Omission... omissions) throws IOException {
        return new RecordedRun(Files.createDirectory(temporary.resolve(name)), omissions);
    }

    /** Creation, a first commit, one that takes several generations, a small one, a new ref, a next writer, indexes. */
    private RecordedRun record(DiskRecorder.Omission... omissions) throws IOException {
        final RecordedRun run = newRun("recorded-" + restored, omissions);
        try (Environment environment = Samples.everything(31, 60)) {
            try (SegmentStore store = run.open()) {
                run.commit(store, "main", environment);
                addFacts(environment, 1_000, 400);
                run.commit(store, "main", environment);
                environment.remove(Samples.fact(1_100));
                run.commit(store, "main", environment);
                run.commit(store, "other", environment);
            }
            environment.buildIndex(SpaceId.MAIN, 3, 1);
            try (SegmentStore store = run.open()) {
                run.commit(store, "other", environment);
                addFacts(environment, 5_000, 1);
                run.commit(store, "main", environment);
            }
        }
        return run;
    }

    /** Refs that are branched, deleted and merged, and compactions that drop what was theirs. */
    private RecordedRun recordCompactions(DiskRecorder.Omission... omissions) throws IOException {
        final RecordedRun run = newRun("compacted-" + restored, omissions);
        try (Environment environment = Samples.everything(33, 60);
                SegmentStore store = run.open()) {
            run.commit(store, "main", environment);
            run.perform(store, at -> at.branch("kept", "main"));
            addFacts(environment, 1_000, 400);
            run.commit(store, "dropped", environment);
            environment.remove(Samples.fact(1_100));
            run.commit(store, "main", environment);
            run.perform(store, at -> at.delete("dropped"));
            run.perform(store, SegmentStore::compact);
            run.perform(store, at -> at.merge("kept", "main", Optional.empty(), ""));
            addFacts(environment, 2_000, 300);
            run.commit(store, "main", environment);
            run.perform(store, SegmentStore::compact);
        }
        return run;
    }

    /** Two commits, of which the second has its line in the log {@code before} bytes before the end of a sector. */
    private RecordedRun recordStraddling(int before, int lineLength) throws IOException {
        final RecordedRun run = newRun("straddling-" + before);
        try (SegmentStore store = run.open();
                Environment environment = Environment.create()) {
            run.commit(store, "main", environment, "-".repeat(SECTOR_LENGTH - lineLength - before));
            environment.add(Samples.fact(1));
            run.commit(store, "main", environment, "");
        }
        return run;
    }

    private static void addFacts(Environment environment, int first, int count) {
        for (int i = 0; i < count; i++) {
            environment.add(Samples.fact(first + i));
        }
    }

    /* ---------------- Outcomes ---------------- */

    /** Returns what is wrong with the outcomes of all moments from one on; not more than a few. */
    private List<Wrong> check(RecordedRun run, int from, int samples) throws IOException {
        final PowerCutStates states = new PowerCutStates(run.events(), samples, SEED);
        final List<Wrong> wrong = new ArrayList<>();
        for (int length = from; length <= run.events().size() && wrong.size() < ENOUGH; length++) {
            final List<SortedMap<String, List<String>>> allowed = run.allowedAfter(length);
            for (final Map<String, byte[]> outcome : states.after(length, allowed)) {
                final String problem = check(run, outcome, allowed);
                if (problem != null) {
                    wrong.add(new Wrong(length, problem));
                }
            }
        }
        return wrong;
    }

    private String check(RecordedRun run, Map<String, byte[]> outcome, List<SortedMap<String, List<String>>> allowed)
            throws IOException {
        final Path root = temporary.resolve("cut-" + restored++);
        PowerCut.restore(outcome, root);
        try {
            final Path directory = root.resolve(RecordedRun.STORE);
            final SortedMap<String, List<String>> found = read(run, directory);
            assertThat(allowed).contains(found);
            commitNext(directory, found);
            return null;
        } catch (final StoreException | AssertionError e) {
            return e + " with " + outcome.keySet();
        } finally {
            CorruptionSupport.delete(root);
        }
    }

    /** Reads every snapshot of every ref's history. */
    private static SortedMap<String, List<String>> read(RecordedRun run, Path directory) {
        try (SegmentStore store = SegmentStore.open(directory)) {
            final SortedMap<String, List<String>> logs = RecordedRun.logs(store);
            logs.values().stream().flatMap(List::stream).distinct().forEach(id -> read(run, store, id));
            return logs;
        } catch (final NotAStoreException e) {
            return new TreeMap<>();
        }
    }

    private static void read(RecordedRun run, SegmentStore store, String id) {
        try (Environment checkout = store.checkout(id)) {
            assertThat(Contents.of(checkout)).isEqualTo(run.contents(id));
        }
    }

    private static void commitNext(Path directory, SortedMap<String, List<String>> found) {
        try (SegmentStore store = SegmentStore.openOrCreate(directory, SystemFiles.INSTANCE, RecordedRun.TINY);
                Environment environment = found.containsKey("main") ? store.checkout("main") : Environment.create()) {
            environment.add(Samples.fact(9_999));
            store.commit("main", environment);
            try (SegmentStore reader = SegmentStore.open(directory);
                    Environment checkout = reader.checkout("main")) {
                assertThat(Contents.of(checkout)).isEqualTo(Contents.of(environment));
                assertThat(reader.log("main"))
                        .hasSize(found.getOrDefault("main", List.of()).size() + 1);
            }
        }
    }

    /* ---------------- The rules ---------------- */

    @Test
    void whateverIsLeftReadsAsTheOldOrTheNewAndTakesTheNextCommit() throws IOException {
        final RecordedRun run = record();
        assertThat(check(run, 0, 1)).isEmpty();
        System.out.printf(
                "power cuts: %d states at %d moments%n", restored, run.events().size());
        assertThat(restored).isGreaterThan(300);
    }

    @Test
    void compactionsAndChangesOfNamesLoseNothing() throws IOException {
        final RecordedRun run = recordCompactions();
        assertThat(check(run, 0, 0)).isEmpty();
        System.out.printf(
                "power cuts around compactions: %d states at %d moments%n",
                restored, run.events().size());
        assertThat(restored).isGreaterThan(100);
    }

    /** What a writer does when it is killed, and what the next one reports as done. */
    private enum Relay {
        COMMIT_AGAIN(store -> commitMore(store), store -> commitMore(store)),
        BRANCH_AGAIN(store -> store.branch("branch", "main"), store -> store.branch("branch", "main")),
        TAG_AGAIN(store -> store.tag("tag", "main"), store -> store.tag("tag", "main")),
        MERGE_AGAIN(store -> merge(store, "main"), store -> merge(store, "main")),
        MERGE_OF_WHAT_MAY_BE_THERE(store -> commitMore(store), store -> merge(store, "main")),
        BRANCH_OF_WHAT_MAY_BE_THERE(store -> commitMore(store), store -> store.branch("branch", "main")),
        TAG_OF_WHAT_MAY_BE_THERE(store -> commitMore(store), store -> store.tag("tag", "main")),
        OTHER_REF(store -> store.branch("branch", "main"), store -> commitMore(store)),
        COMPACT(store -> commitMore(store), SegmentStore::compact);

        private final Consumer<SegmentStore> killed;
        private final Consumer<SegmentStore> next;

        Relay(Consumer<SegmentStore> killed, Consumer<SegmentStore> next) {
            this.killed = killed;
            this.next = next;
        }

        private static void commitMore(SegmentStore store) {
            try (Environment environment = store.checkout("main")) {
                if (environment.count(Samples.fact(8_888)) == 0) {
                    environment.add(Samples.fact(8_888));
                }
                store.commit("main", environment, "more");
            }
        }

        private static void merge(SegmentStore store, String other) {
            store.merge("side", other, Optional.empty(), "");
        }
    }

    /** As a power cut that follows some time after the kill of a writer: what counts is the promise of the next one. */
    @ParameterizedTest
    @EnumSource
    void whatTheNextWriterPromisesHoldsThoughTheLastWasKilled(Relay relay) throws IOException {
        int steps = 0;
        for (final boolean unforced : new boolean[] {false, true}) {
            int step = 0;
            while (isKilledAt(relay, step, unforced)) {
                step++;
            }
            steps += step;
        }
        System.out.printf("power cuts after a kill: %d states after kills at %d steps%n", restored, steps);
        assertThat(steps).isGreaterThan(8);
    }

    private boolean isKilledAt(Relay relay, int step, boolean unforced, DiskRecorder.Omission... omissions)
            throws IOException {
        final RecordedRun run = newRun("killed-" + relay + unforced + step, omissions);
        try (SegmentStore store = run.open();
                Environment environment = Samples.everything(32, 60)) {
            run.commit(store, "main", environment);
            run.perform(store, at -> at.branch("side", "main"));
        }
        final int first = run.recorder().steps();
        run.recorder().killAt(first + step, unforced);
        try (SegmentStore store = run.open()) {
            run.performKilled(store, relay.killed);
        }
        final boolean killed = run.recorder().restart();
        try (SegmentStore store = run.open()) {
            run.noteUnpromised();
            run.perform(store, relay.next);
        }
        final List<Wrong> wrong = check(run, run.events().size(), 0);
        assertThat(wrong).as("step %d", step).isEmpty();
        return killed;
    }

    /** The planted bug: nobody forces what a killed writer has appended. */
    @ParameterizedTest
    @EnumSource(names = {"BRANCH_AGAIN", "TAG_AGAIN", "BRANCH_OF_WHAT_MAY_BE_THERE", "TAG_OF_WHAT_MAY_BE_THERE"})
    void lineThatNobodyForcedIsFoundOut(Relay relay) {
        assertThatThrownBy(() -> {
                    int step = 0;
                    while (isKilledAt(relay, step, true, new DiskRecorder.Omission("force", ""))) {
                        step++;
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    /** Wherever the line lies that makes a commit happen: what is left of it is no damage. */
    @Test
    void lineOfALogMayBeTornAtAnyOfItsBytes() throws IOException {
        final int lineLength = lineLength();
        for (final int before : new int[] {1, 2, 7, 8, 9, lineLength / 2, lineLength - 2, lineLength - 1}) {
            final RecordedRun run = recordStraddling(before, lineLength);
            assertThat(check(run, run.events().size() - 1, PowerCutStates.TEARS))
                    .as("bytes before the end of the sector: %d", before)
                    .isEmpty();
        }
        assertThat(restored).isGreaterThan(40);
    }

    /** Returns how long a line without a message is: what the first commit of a run writes last. */
    private int lineLength() throws IOException {
        final RecordedRun run = newRun("line");
        try (SegmentStore store = run.open();
                Environment environment = Environment.create()) {
            run.commit(store, "main", environment, "");
        }
        final DiskEvent last = run.events().stream()
                .filter(DiskEvent.Written.class::isInstance)
                .filter(event -> ((DiskEvent.Written) event).bytes().length > 64) // not what LOCK says
                .reduce((earlier, later) -> later)
                .orElseThrow();
        return ((DiskEvent.Written) last).bytes().length;
    }

    /* ---------------- Planted bugs ---------------- */

    @ParameterizedTest
    @CsvSource({"sync, ''", "forceDirectory, segments", "forceDirectory, refs", "forceDirectory, store"})
    void stepThatIsLeftOutIsFoundOut(String step, String path) throws IOException {
        final RecordedRun run = record(new DiskRecorder.Omission(step, path));
        assertThat(check(run, 0, 0)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sync, ''", "forceDirectory, segments", "forceDirectory, refs"})
    void stepThatACompactionLeavesOutIsFoundOut(String step, String path) throws IOException {
        final RecordedRun run = recordCompactions(new DiskRecorder.Omission(step, path));
        assertThat(check(run, 0, 0)).isNotEmpty();
    }

    @Test
    @Tag("nightly")
    void whateverIsLeftReadsAsTheOldOrTheNewInManySamples() throws IOException {
        final RecordedRun run = record();
        assertThat(check(run, 0, NIGHTLY_SAMPLES)).isEmpty();
        System.out.printf(
                "power cuts: %d states at %d moments%n", restored, run.events().size());
    }
}
