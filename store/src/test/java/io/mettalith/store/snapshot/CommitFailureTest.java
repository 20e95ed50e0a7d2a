package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.IndexPart;
import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StoreFullException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets every step of a commit fail in turn: the store stays as it was, and the next commit succeeds. */
class CommitFailureTest {
    private static final GenerationLimits TINY = new GenerationLimits(256, 256);

    @TempDir
    Path temporary;

    private static SegmentStore open(Path directory, FileOperations files) {
        return SegmentStore.openOrCreate(directory, files, TINY);
    }

    /** Returns an environment to commit first, and changes to it that take several generations. */
    private static Environment before() {
        return Samples.everything(21, 300);
    }

    private static void change(Environment environment) {
        for (int i = 0; i < 2_000; i++) {
            environment.add(Samples.fact(-i));
        }
    }

    @Test
    void commitTakesManySteps() {
        final FailingFiles files = FailingFiles.never();
        try (SegmentStore store = open(temporary.resolve("store"), files.files());
                Environment environment = before()) {
            store.commit("main", environment);
            change(environment);
            store.commit("main", environment);
        }
        assertThat(files.steps())
                .contains("createMap", "allocate", "put", "sync", "write", "move", "forceDirectory", "append");
        assertThat(files.steps()).filteredOn("createMap"::equals).hasSizeGreaterThan(2);
        assertThat(files.steps().lastIndexOf("append")).isEqualTo(files.steps().size() - 1);
    }

    @ParameterizedTest(name = "for good: {0}, half written: {1}")
    @CsvSource({"true, true", "true, false", "false, true"})
    void failureAtAnyStepLeavesWhatWasCommitted(boolean forGood, boolean half) throws IOException {
        final List<String> committed = commitFirst(temporary.resolve("template"));
        int step = 0;
        while (reachesStep(step, forGood, half, committed)) {
            step++;
        }
        assertThat(step).isGreaterThan(25);
    }

    /** Some steps may fail without harm: then there is another way to commit, and the commit has to be there. */
    private boolean reachesStep(int step, boolean forGood, boolean half, List<String> committed) throws IOException {
        final Path directory = temporary.resolve("store-" + step);
        CorruptionSupport.copy(temporary.resolve("template"), directory);
        final FailingFiles failing = FailingFiles.at(step, forGood, half);
        final boolean failed;
        try (SegmentStore store = SegmentStore.open(directory, failing.files(), TINY, true);
                Environment environment = store.checkout("main")) {
            change(environment);
            final List<String> changed = Contents.of(environment);
            failed = isCommitFailing(store, environment);
            assertThat(Contents.of(environment))
                    .as("environment, step %d", step)
                    .isEqualTo(changed);
            assertHolds(directory, step, failed ? committed : changed, failed ? 1 : 2);
            if (failed && !forGood) {
                store.commit("main", environment);
                assertHolds(directory, step, changed, 2);
            }
        }
        commitAgain(directory, step);
        return failing.steps().size() > step;
    }

    private static List<String> commitFirst(Path directory) {
        try (SegmentStore store = open(directory, SystemFiles.INSTANCE);
                Environment environment = before()) {
            store.commit("main", environment);
            return Contents.of(environment);
        }
    }

    private static boolean isCommitFailing(SegmentStore store, Environment environment) {
        try {
            store.commit("main", environment);
            return false;
        } catch (final StoreFullException e) {
            assertThat(e)
                    .hasMessageContaining("no room on the file system of the store: path=")
                    .hasMessageContaining("free some space and commit again, what was committed before is intact");
            return true;
        }
    }

    private static void assertHolds(Path directory, int step, List<String> contents, int commits) throws IOException {
        try (SegmentStore reader = SegmentStore.open(directory);
                Environment checkout = reader.checkout("main")) {
            assertThat(Contents.of(checkout)).as("store, step %d", step).isEqualTo(contents);
            assertThat(reader.log("main")).as("log, step %d", step).hasSize(commits);
        }
        assertIndexesAreWhole(new StorePaths(directory));
    }

    private static void assertIndexesAreWhole(StorePaths paths) throws IOException {
        try (Stream<Path> files = Files.list(paths.segments())) {
            for (final Path file : files.toList()) {
                if (StorePaths.generationOfIndex(file).isPresent()) {
                    IndexPart.of(RegularFile.map(file), file).verify();
                }
            }
        }
    }

    private static void commitAgain(Path directory, int step) throws IOException {
        try (SegmentStore store = open(directory, SystemFiles.INSTANCE);
                Environment environment = store.checkout("main")) {
            environment.add(Samples.fact(1_000_000));
            store.commit("main", environment);
            assertHolds(
                    directory, step, Contents.of(environment), store.log("main").size());
        }
        try (Stream<Path> files = Files.list(new StorePaths(directory).segments())) {
            assertThat(files)
                    .as("step %d", step)
                    .noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void firstCommitMayFailToo() throws IOException {
        for (int step = 0; ; step++) {
            final Path directory = temporary.resolve("new-" + step);
            final FailingFiles failing = FailingFiles.at(step, true, true);
            try (SegmentStore store = open(directory, failing.files());
                    Environment environment = before()) {
                store.commit("main", environment);
                return;
            } catch (final StoreFullException e) {
                try (SegmentStore store = open(directory, SystemFiles.INSTANCE);
                        Environment environment = before()) {
                    assertThat(store.refs()).isEmpty();
                    store.commit("main", environment);
                    assertHolds(directory, step, Contents.of(environment), 1);
                }
            }
        }
    }

    /** A file system that writes the whole line and then reports failure: the check must see that the ref has moved. */
    @Test
    void commitThatHappensThoughItFailsIsFoundOut() {
        final Path directory = temporary.resolve("store");
        final List<String> committed = commitFirst(directory);
        final FileOperations lying = LyingFiles.create();
        try (SegmentStore store = SegmentStore.open(directory, lying, TINY, true);
                Environment environment = store.checkout("main")) {
            change(environment);
            assertThat(isCommitFailing(store, environment)).isTrue();
        }
        assertThatThrownBy(() -> assertHolds(directory, 0, committed, 1)).isInstanceOf(AssertionError.class);
    }

    /** The planted bug. */
    private static final class LyingFiles {
        private LyingFiles() {}

        static FileOperations create() {
            return (FileOperations) Proxy.newProxyInstance(
                    FileOperations.class.getClassLoader(),
                    new Class<?>[] {FileOperations.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("truncate")) {
                            throw new IOException(FailingFiles.MESSAGE);
                        }
                        final Object result = method.invoke(SystemFiles.INSTANCE, arguments);
                        if (method.getName().equals("append")) {
                            throw new IOException(FailingFiles.MESSAGE);
                        }
                        return result;
                    });
        }
    }
}
