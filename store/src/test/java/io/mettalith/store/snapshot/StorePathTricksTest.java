package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.UnknownRefException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and files that lead out of a store, or nowhere, are refused, and nothing outside is read, written or awaited. */
class StorePathTricksTest {
    private static final String SECRET = "not the store's\n";

    @TempDir
    Path temporary;

    private Path directory;
    private StorePaths paths;
    private Path outside;

    @BeforeEach
    void commitSomething() throws IOException {
        directory = temporary.resolve("store");
        paths = new StorePaths(directory);
        outside = Files.writeString(temporary.resolve("outside"), SECRET);
        commit("main");
    }

    @AfterEach
    void nothingOutsideHasChanged() throws IOException {
        assertThat(outside).hasContent(SECRET);
        assertThat(temporary).isDirectoryContaining(file -> file.equals(outside));
        try (var files = Files.list(temporary)) {
            assertThat(files).containsExactlyInAnyOrder(directory, outside);
        }
    }

    private void commit(String ref) {
        try (SegmentStore store = SegmentStore.openOrCreate(directory);
                Environment environment = Samples.facts(10)) {
            environment.add(Samples.fact(ref.hashCode()));
            store.commit(ref, environment);
        }
    }

    private void checkout(String ref) {
        try (SegmentStore store = SegmentStore.open(directory);
                Environment checkout = store.checkout(ref)) {
            assertThat(Contents.of(checkout)).hasSizeGreaterThan(10);
        }
    }

    private void replace(Path file, Path target) throws IOException {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, target);
    }

    private static void assertNotAFile(Path file, String kind, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(StoreDamagedException.class)
                .hasMessage("a file of the store is not a regular file: path=" + file + ", expected=file, actual="
                        + kind + "; restore it from a copy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../outside",
                "a//b",
                "/etc/passwd",
                "a\0b",
                "a\nb",
                "-option",
                "~",
                "a\\b",
                "\u00e4",
                "main.log/../../x"
            })
    void namesThatLeadElsewhereAreNone(String name) {
        assertThatThrownBy(() -> commit(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> checkout(name)).isInstanceOf(UnknownRefException.class);
        try (SegmentStore store = SegmentStore.open(directory)) {
            assertThatThrownBy(() -> store.log(name)).isInstanceOf(UnknownRefException.class);
        }
    }

    @Test
    void nameThatNoFileSystemTakesIsNone() {
        assertThatThrownBy(() -> commit("n".repeat(101))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> checkout("n".repeat(5_000))).isInstanceOf(UnknownRefException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NUL", "aux.log", "LOCK", "STORE", "a.tmp", "n.log.log"})
    void namesOfDevicesAndFilesAreNamesLikeOthers(String name) {
        commit(name);
        checkout(name);
    }

    @Test
    void logThatLeadsOutOfTheStoreIsRefused() throws IOException {
        final Path log = paths.log("main");
        replace(log, outside);
        assertNotAFile(log, "link", () -> checkout("main"));
        assertNotAFile(log, "link", () -> commit("main"));
    }

    @Test
    void logThatLeadsNowhereIsRefusedAndNotMadeThere() throws IOException {
        final Path log = paths.log("new");
        replace(log, temporary.resolve("created"));
        assertNotAFile(log, "link", () -> commit("new"));
    }

    @Test
    void segmentsThatLeadOutOfTheStoreAreRefused() throws IOException {
        final Path map = paths.map(1);
        replace(map, outside);
        assertNotAFile(map, "link", () -> checkout("main"));
    }

    @Test
    void lockThatLeadsOutOfTheStoreIsRefused() throws IOException {
        replace(paths.lock(), outside);
        assertThatThrownBy(() -> commit("main"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("path=" + paths.lock());
    }

    @Test
    void temporaryFilesThatLeadOutOfTheStoreAreRemoved() throws IOException {
        for (final String name :
                new String[] {"0000000001-0000000001.index.tmp", "0000000001-0000000002.index.tmp", "0000000002.map.tmp"
                }) {
            replace(paths.segments().resolve(name), outside);
        }
        commit("other");
        checkout("other");
    }

    @Test
    void creationThatWouldWriteElsewhereIsRefused() throws IOException {
        final Path free = Files.createDirectory(directory.resolve("free"));
        replace(free.resolve("STORE.tmp"), outside);
        assertThatThrownBy(() -> SegmentStore.openOrCreate(free))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("path=" + free);
    }

    @Test
    void descriptionThatLeadsElsewhereIsNone() throws IOException {
        final Path copy = directory.resolve("copy");
        Files.move(paths.store(), copy);
        replace(paths.store(), copy);
        assertThatThrownBy(() -> SegmentStore.open(directory)).isInstanceOf(NotAStoreException.class);
    }

    @Test
    void refsThatAreNoDirectoryAreRefused() throws IOException {
        Files.move(paths.refs(), directory.resolve("aside"));
        Files.createFile(paths.refs());
        try (SegmentStore store = SegmentStore.open(directory)) {
            assertThatThrownBy(store::refs)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("path=" + paths.refs());
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipesAreNotWaitedFor() throws IOException, InterruptedException {
        for (final Path file : new Path[] {paths.log("main"), paths.log("other"), paths.map(1)}) {
            Files.deleteIfExists(file);
            makePipe(file);
        }
        assertNotAFile(paths.log("main"), "device", () -> checkout("main"));
        assertNotAFile(paths.map(1), "device", () -> commit("third"));
        Files.delete(paths.lock());
        makePipe(paths.lock());
        assertThatThrownBy(() -> commit("third")).isInstanceOf(StoreException.class);
    }

    private static void makePipe(Path file) throws IOException, InterruptedException {
        final Process process;
        try {
            process = new ProcessBuilder("mkfifo", file.toString()).start();
        } catch (final IOException e) {
            assumeTrue(false, "no mkfifo");
            return;
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void greatestNumberOfAGenerationHasNoNext() throws IOException {
        Files.createFile(paths.segments().resolve("2147483647.map"));
        Files.createFile(paths.segments().resolve("9999999999-0000000001.index"));
        try (SegmentStore store =
                        SegmentStore.open(directory, SystemFiles.INSTANCE, new GenerationLimits(64, 64), true);
                Environment environment = Samples.facts(200_000)) {
            assertThatThrownBy(() -> store.commit("other", environment))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("no number is left for another generation: path=" + paths.segments());
        }
        checkout("main");
    }
}
