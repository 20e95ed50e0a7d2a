package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.StoreVersionException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.verify.StoreVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes bytes at random: a deep verification reports a damage, or all can be read as before. A failure names its seed. */
class StoreVerifierPropertyTest {
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
                Environment environment = Samples.everything(23, 1_200)) {
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("main", environment, "first");
            environment.add(Samples.fact(-1));
            store.commit("main", environment, "second");
            contents = Contents.of(environment);
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("LOCK"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void changedBytesAreReportedOrDoNotMatter() throws IOException {
        assertThat(reported(0, 100, true)).isGreaterThan(30);
    }

    @Test
    @Tag("nightly")
    void manyChangedBytesAreReportedOrDoNotMatter() throws IOException {
        assertThat(reported(1_000, 10_000, true)).isGreaterThan(3_000);
    }

    @Test
    void verificationThatLooksAtNoSegmentsIsFoundOut() {
        assertThat(catchThrowable(() -> reported(0, 2_000, false)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed");
    }

    /** Returns how many of the changes were reported, after seeing that no other change matters. */
    private int reported(int firstSeed, int seeds, boolean deep) throws IOException {
        int reported = 0;
        for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
            final Random random = new Random(seed);
            final Path file = files.get(random.nextInt(files.size()));
            final byte[] original = Files.readAllBytes(file);
            replace(file, changed(original, random));
            if (isReported(deep)) {
                reported++;
            } else {
                assertThat(read()).as("seed %d, file %s", seed, file).isEqualTo(contents);
            }
            replace(file, original);
        }
        return reported;
    }

    private static byte[] changed(byte[] original, Random random) {
        final byte[] changed = original.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    /** A store file that says that it is none, or of another format, is no damage but refused. */
    private boolean isReported(boolean deep) {
        try {
            final StoreVerifier verifier = new StoreVerifier(directory);
            return (deep ? verifier.deep() : verifier).verify().isDamaged();
        } catch (final NotAStoreException | StoreVersionException e) {
            return true;
        }
    }

    private List<String> read() {
        try (SegmentStore store = SegmentStore.open(directory, SystemFiles.INSTANCE, TINY, false);
                Environment environment = store.checkout("main")) {
            return Contents.of(environment);
        } catch (final RuntimeException e) {
            return List.of(e.toString());
        }
    }

    /** Replaces a file as a whole: an earlier mapping of it must not change. */
    private void replace(Path file, byte[] bytes) throws IOException {
        final Path replacement = temporary.resolve("replacement");
        Files.write(replacement, bytes);
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
