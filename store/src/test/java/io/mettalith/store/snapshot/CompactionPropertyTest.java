package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.UnknownRefException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commits to several refs, deletes refs, compacts and reopens at random, while another store of the process reads. What is
 * read is always a state that was committed, and at the end of each step the last of each ref. A failure names its seed.
 */
class CompactionPropertyTest {
    private static final GenerationLimits TINY = new GenerationLimits(256, 2048);
    private static final List<String> REFS = List.of("a", "b", "c");

    @TempDir
    Path temporary;

    private final Map<String, List<String>> model = new TreeMap<>();
    /** Contents of every snapshot that was ever committed. */
    private final Map<String, List<String>> snapshots = new ConcurrentHashMap<>();

    private final Map<String, Environment> environments = new HashMap<>();

    @Test
    void readersSeeWhatWasCommitted() throws IOException, InterruptedException {
        for (int seed = 0; seed < 3; seed++) {
            run(seed, 30);
        }
    }

    @Test
    @Tag("nightly")
    void readersSeeWhatWasCommittedForLong() throws IOException, InterruptedException {
        for (int seed = 100; seed < 140; seed++) {
            run(seed, 200);
        }
    }

    private void run(int seed, int steps) throws IOException, InterruptedException {
        final Path directory = temporary.resolve("store-" + seed);
        model.clear();
        snapshots.clear();
        environments.clear();
        SegmentStore.openOrCreate(directory).close();
        final AtomicBoolean stop = new AtomicBoolean();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final Thread reader = new Thread(() -> readUntil(stop, directory, failure), "reader");
        reader.start();
        try {
            write(directory, new Random(seed), steps, seed);
        } finally {
            stop.set(true);
            reader.join();
            environments.values().forEach(Environment::close);
        }
        assertThat(failure.get()).as("reader, seed %d", seed).isNull();
    }

    private void write(Path directory, Random random, int steps, int seed) throws IOException {
        SegmentStore store = SegmentStore.open(directory, SystemFiles.INSTANCE, TINY, true);
        for (int step = 0; step < steps; step++) {
            final int action = random.nextInt(10);
            if (action == 0) {
                store.close();
                store = SegmentStore.open(directory, SystemFiles.INSTANCE, TINY, true);
            } else if (action == 1) {
                delete(directory, random);
            } else if (action < 4) {
                store.compact();
            } else {
                commit(store, random);
            }
            assertModel(directory, seed, step);
        }
        store.close();
    }

    private void delete(Path directory, Random random) throws IOException {
        final String ref = REFS.get(random.nextInt(REFS.size()));
        Files.deleteIfExists(new StorePaths(directory).log(ref));
        model.remove(ref);
    }

    /** Changes an environment of the ref, or of another one as a branch of that, and commits it. */
    private void commit(SegmentStore store, Random random) {
        final String ref = REFS.get(random.nextInt(REFS.size()));
        final Environment from = environments.get(REFS.get(random.nextInt(REFS.size())));
        final Environment environment = from == null ? Environment.create() : from.fork();
        for (int i = random.nextInt(600); i >= 0; i--) {
            environment.add(Samples.fact(random.nextInt(5_000)));
        }
        snapshots.put(environment.fork().id().toHex(), Contents.of(environment));
        final Commit commit =
                store.commit(ref, environment, CommitOptions.message("").replacing());
        final List<String> contents = Contents.of(environment);
        assertThat(snapshots.get(commit.snapshot().toHex())).isEqualTo(contents);
        model.put(ref, contents);
        final Environment before = environments.put(ref, environment);
        if (before != null) {
            before.close();
        }
    }

    private void assertModel(Path directory, int seed, int step) {
        try (SegmentStore fresh = SegmentStore.open(directory)) {
            assertThat(fresh.refs().stream().map(Ref::name)).isEqualTo(List.copyOf(model.keySet()));
            model.forEach((ref, contents) -> {
                try (Environment checkout = fresh.checkout(ref)) {
                    assertThat(Contents.of(checkout))
                            .as("seed %d, step %d, ref %s", seed, step, ref)
                            .isEqualTo(contents);
                }
            });
        }
    }

    /** Reads what there is, with one store and with fresh ones. A ref may be deleted between a listing and a checkout. */
    private void readUntil(AtomicBoolean stop, Path directory, AtomicReference<Throwable> failure) {
        try (SegmentStore old = SegmentStore.open(directory)) {
            while (!stop.get() && failure.get() == null) {
                read(old);
                try (SegmentStore fresh = SegmentStore.open(directory)) {
                    read(fresh);
                }
            }
        } catch (final RuntimeException | AssertionError e) {
            failure.set(e);
        }
    }

    private void read(SegmentStore store) {
        for (final String ref : REFS) {
            try (Environment checkout = store.checkout(ref)) {
                final String id = checkout.id().toHex();
                assertThat(Contents.of(checkout)).as("snapshot %s", id).isEqualTo(snapshots.get(id));
            } catch (final UnknownRefException e) {
                assertThat(REFS).contains(ref);
            }
        }
    }
}
