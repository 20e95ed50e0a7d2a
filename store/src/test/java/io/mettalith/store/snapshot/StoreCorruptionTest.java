package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.IndexValidator;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes single bytes of a store's files. Whoever opens it then reads what was committed, or gets a {@link
 * StoreException}: never anything else. A failure names its seed.
 */
class StoreCorruptionTest {
    private static final int MUTATIONS = 900;
    private static final int COMMITS = 60;
    private static final GenerationLimits TINY = new GenerationLimits(256, 4096);

    @TempDir
    Path temporary;

    private Path directory;
    private List<Path> files;
    private List<String> contents;

    @BeforeEach
    void commitSomething() throws IOException {
        directory = temporary.resolve("store");
        try (SegmentStore store = SegmentStore.openOrCreate(directory, SystemFiles.INSTANCE, TINY);
                Environment environment = Samples.everything(17, 1_200)) {
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            environment.buildIndex(SpaceId.MAIN, 3, 1);
            store.commit("main", environment, "first");
            environment.add(AtomCode.symbol("second"));
            store.commit("main", environment, "second");
            contents = Contents.of(environment);
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private SegmentStore open(boolean verify) {
        return SegmentStore.open(directory, SystemFiles.INSTANCE, TINY, verify);
    }

    /** What came of reading. */
    private enum Outcome {
        RIGHT,
        REFUSED,
        WRONG
    }

    @Test
    void changedBytesAreRefusedOrDoNotMatter() throws IOException {
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            final Outcome outcome = mutated(seed, files, at -> read(true));
            assertThat(outcome).as("seed %d", seed).isNotEqualTo(Outcome.WRONG);
            refused += outcome == Outcome.REFUSED ? 1 : 0;
        }
        assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - 1);
    }

    @Test
    void storeThatDoesNotVerifyIsFoundOut() throws IOException {
        final List<Path> maps =
                files.stream().filter(file -> file.toString().endsWith(".map")).toList();
        int wrong = 0;
        for (int seed = 0; seed < 200; seed++) {
            wrong += mutated(seed, maps, at -> read(false)) == Outcome.WRONG ? 1 : 0;
        }
        assertThat(wrong).isGreaterThan(20);
    }

    @Test
    void commitToADamagedStoreSucceedsOrIsRefused() throws IOException {
        for (int seed = 0; seed < COMMITS; seed++) {
            final Path copy = temporary.resolve("copy-" + seed);
            final Outcome outcome = mutated(seed, files, at -> copyAndCommit(copy));
            assertThat(outcome).as("seed %d", seed).isNotEqualTo(Outcome.WRONG);
        }
    }

    /** Lets {@code action} see the store with one byte changed. */
    private Outcome mutated(int seed, List<Path> candidates, Function<Path, Outcome> action) throws IOException {
        final Random random = new Random(seed);
        final Path file = candidates.get(random.nextInt(candidates.size()));
        final byte[] original = Files.readAllBytes(file);
        if (original.length == 0) {
            return Outcome.RIGHT;
        }
        final byte[] changed = original.clone();
        final int offset = random.nextInt(changed.length);
        changed[offset] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : 1 + random.nextInt(255));
        if (random.nextInt(8) == 0 && original[offset] != 0) {
            changed[offset] = 0;
        }
        replace(file, changed);
        try {
            return action.apply(file);
        } finally {
            replace(file, original);
        }
    }

    /** Replaces a file as a whole: an earlier mapping of it must not change. */
    private void replace(Path file, byte[] bytes) throws IOException {
        final Path replacement = temporary.resolve("replacement");
        Files.write(replacement, bytes);
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Outcome read(boolean verify) {
        try (SegmentStore store = open(verify)) {
            return read(store, contents, 2);
        } catch (final StoreException e) {
            return Outcome.REFUSED;
        } catch (final RuntimeException | AssertionError e) {
            return Outcome.WRONG;
        }
    }

    private static Outcome read(SegmentStore store, List<String> expected, int commits) {
        try (Environment checkout = store.checkout("main")) {
            final boolean right = Contents.of(checkout).equals(expected)
                    && IndexValidator.validate(checkout)
                            == checkout.indexes(SpaceId.MAIN).size()
                    && store.log("main").size() == commits
                    && store.refs().size() == 1;
            return right ? Outcome.RIGHT : Outcome.WRONG;
        }
    }

    private Outcome copyAndCommit(Path copy) {
        final List<String> expected = new ArrayList<>();
        try {
            CorruptionSupport.copy(directory, copy);
            try (SegmentStore store = SegmentStore.open(copy, SystemFiles.INSTANCE, TINY, true);
                    Environment environment = Samples.everything(18, 600)) {
                store.commit("main", environment, "third");
                expected.addAll(Contents.of(environment));
            }
            try (SegmentStore store = SegmentStore.open(copy)) {
                return read(store, expected, 3);
            }
        } catch (final StoreException e) {
            return Outcome.REFUSED;
        } catch (final IOException | RuntimeException | AssertionError e) {
            return Outcome.WRONG;
        }
    }
}
