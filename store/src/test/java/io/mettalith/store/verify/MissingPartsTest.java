package io.mettalith.store.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of a store that are gone, are something else, or are longer than any that is written: each is a damage. */
class MissingPartsTest {
    /** More than an array or a mapping can have; sparse, so it takes no room. */
    private static final long HUGE = 3L << 30;

    @TempDir
    private Path temporary;

    private StorePaths paths;

    /** A part that is needed once there is a commit. */
    private enum Needed {
        REFS(StorePaths::refs),
        SEGMENTS(StorePaths::segments),
        MAP(paths -> paths.map(1)),
        INDEX(paths -> paths.indexPart(1, 1));

        private final Function<StorePaths, Path> path;

        Needed(Function<StorePaths, Path> path) {
            this.path = path;
        }
    }

    /** A file that is read whole. */
    private enum Read {
        MAP(paths -> paths.map(1)),
        INDEX(paths -> paths.indexPart(1, 1)),
        LOG(paths -> paths.log("main"));

        private final Function<StorePaths, Path> path;

        Read(Function<StorePaths, Path> path) {
            this.path = path;
        }
    }

    @BeforeEach
    void commit() {
        paths = new StorePaths(temporary.resolve("store"));
        try (SegmentStore store = SegmentStore.openOrCreate(paths.root());
                Environment environment = Environment.create()) {
            environment.add(AtomCode.symbol("kept"));
            store.commit("main", environment);
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                for (final Path entry : entries.toList()) {
                    Files.delete(entry);
                }
            }
        }
        Files.delete(path);
    }

    private List<Damage> damages(boolean deep) {
        final StoreVerifier verifier = new StoreVerifier(paths.root());
        return (deep ? verifier.deep() : verifier)
                .verify().findings().stream()
                        .flatMap(finding -> finding.damages().stream())
                        .toList();
    }

    private void assertDamaged() {
        assertThat(damages(false)).isNotEmpty();
        assertThat(damages(true)).isNotEmpty();
        try (SegmentStore store = SegmentStore.open(paths.root())) {
            assertThatThrownBy(store::compact)
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("path=" + paths.root());
            assertThatThrownBy(() -> store.checkout("main").size())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("path=" + paths.root());
        }
    }

    @Test
    void wholeStoreHasNoDamage() {
        assertThat(damages(true)).isEmpty();
        try (SegmentStore store = SegmentStore.open(paths.root())) {
            assertThat(store.compact().segmentsDropped()).isZero();
        }
    }

    @Test
    void storeThatWasNeverCommittedToLacksNothing() {
        paths = new StorePaths(temporary.resolve("fresh"));
        SegmentStore.openOrCreate(paths.root()).close();
        assertThat(damages(true)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void missingPartIsDamage(Needed part) throws IOException {
        remove(part.path.apply(paths));
        assertDamaged();
    }

    @ParameterizedTest
    @EnumSource
    void fileInThePlaceOfAPartIsDamage(Needed part) throws IOException {
        remove(part.path.apply(paths));
        Files.writeString(part.path.apply(paths), "something else");
        assertDamaged();
    }

    @ParameterizedTest
    @EnumSource
    void fileLongerThanAnyIsDamage(Read part) throws IOException {
        final Path file = part.path.apply(paths);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(HUGE);
        }
        assertThat(damages(false)).anySatisfy(damage -> {
            assertThat(damage.file()).isEqualTo(file);
            assertThat(damage.rule()).isEqualTo("lengthBytes");
            assertThat(damage.actual()).isEqualTo(String.valueOf(HUGE));
        });
        assertDamaged();
    }

    @ParameterizedTest
    @EnumSource
    void fileOfZerosThatIsJustMappableIsDamage(Read part) throws IOException {
        final Path file = part.path.apply(paths);
        Files.delete(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(64L << 20);
        }
        assertDamaged();
    }

    /** The planted bug: a check that throws what nobody expects. */
    @Test
    void checkThatThrowsIsADamageAndNoEnd() {
        final Damages damages = Damages.of(paths.map(1), () -> {
            throw new IllegalArgumentException("Size exceeds Integer.MAX_VALUE");
        });
        assertThat(damages.first()).singleElement().satisfies(damage -> {
            assertThat(damage.file()).isEqualTo(paths.map(1));
            assertThat(damage.actual()).contains("Size exceeds Integer.MAX_VALUE");
        });
    }
}
