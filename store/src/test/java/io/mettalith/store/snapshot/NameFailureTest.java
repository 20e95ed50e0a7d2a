package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.StoreFullException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets every step of naming, merging and deleting fail in turn: the store has the old names or the new ones. */
class NameFailureTest {
    private static final GenerationLimits LIMITS = GenerationLimits.DEFAULT;

    @TempDir
    Path temporary;

    private Path template;

    /** What is done to a store. */
    private interface Change {
        void to(SegmentStore store);
    }

    private enum Operation {
        BRANCH(store -> store.branch("new", "main")),
        MOVE(store -> store.branch("feature", "main")),
        TAG(store -> store.tag("v1", "main")),
        MERGE(store -> store.merge("main", "feature", Optional.empty(), "merged")),
        DELETE(store -> store.delete("feature"));

        private final Change change;

        Operation(Change change) {
            this.change = change;
        }
    }

    @BeforeEach
    void makeTemplate() {
        template = temporary.resolve("template");
        try (SegmentStore store = SegmentStore.openOrCreate(template);
                Environment environment = Samples.everything(31, 200)) {
            store.commit("main", environment);
            store.branch("feature", "main");
            commitAdding(store, "main", "left");
            commitAdding(store, "feature", "right");
        }
    }

    private static void commitAdding(SegmentStore store, String ref, String symbol) {
        try (Environment environment = store.checkout(ref)) {
            environment.add(AtomCode.symbol(symbol));
            store.commit(ref, environment);
        }
    }

    private Path copy(String name) throws IOException {
        final Path copy = temporary.resolve(name);
        CorruptionSupport.copy(template, copy);
        return copy;
    }

    /** Returns all that names stand for, with their histories. */
    private static List<String> names(Path directory) {
        final List<String> names = new ArrayList<>();
        try (SegmentStore reader = SegmentStore.open(directory)) {
            for (final Ref ref : reader.refs()) {
                names.add(ref.name() + " " + ref.tag());
                reader.log(ref.name())
                        .forEach(entry -> names.add(
                                entry.kind() + " " + entry.snapshot() + " " + entry.parents() + " " + entry.message()));
                try (Environment checkout = reader.checkout(ref.name())) {
                    names.addAll(Contents.of(checkout));
                }
            }
        }
        return names;
    }

    private static void apply(Path directory, FileOperations files, Operation operation) {
        try (SegmentStore store = SegmentStore.open(directory, files, LIMITS, true)) {
            operation.change.to(store);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureAtAnyStepLeavesTheOldNamesOrTheNewOnes(Operation operation) throws IOException {
        final List<String> before = names(template);
        final Path whole = copy("whole");
        apply(whole, SystemFiles.INSTANCE, operation);
        final List<String> after = names(whole);
        assertThat(after).isNotEqualTo(before);
        int step = 0;
        while (failsAt(step, operation, before, after)) {
            step++;
        }
        assertThat(step).as("steps").isGreaterThan(operation == Operation.MOVE ? 0 : 1);
    }

    private boolean failsAt(int step, Operation operation, List<String> before, List<String> after) throws IOException {
        final Path directory = copy(operation + "-" + step);
        final FailingFiles failing = FailingFiles.at(step, true, true);
        boolean failed = false;
        try {
            apply(directory, failing.files(), operation);
        } catch (final StoreFullException e) {
            failed = true;
        }
        assertThat(names(directory)).as("step %d", step).isIn(List.of(before, after));
        if (!failed) {
            assertThat(names(directory)).as("step %d", step).isEqualTo(after);
        } else if (names(directory).equals(before)) {
            apply(directory, SystemFiles.INSTANCE, operation);
            assertThat(names(directory)).as("again after step %d", step).isEqualTo(after);
        }
        return failing.steps().size() > step;
    }

    @Test
    void deletionIsDurableOnceItHasReturned() throws IOException {
        final FailingFiles files = FailingFiles.never();
        apply(copy("deleted"), files.files(), Operation.DELETE);
        assertThat(files.steps()).containsSequence("move", "forceDirectory", "forceDirectory");
        assertThat(files.steps().get(files.steps().size() - 1)).isEqualTo("forceDirectory");
    }

    @Test
    void newRefIsInItsDirectoryBeforeItsEntryIsWritten() throws IOException {
        final FailingFiles files = FailingFiles.never();
        apply(copy("branched"), files.files(), Operation.BRANCH);
        assertThat(files.steps()).containsSequence("write", "forceDirectory", "append");
        assertThat(files.steps().get(files.steps().size() - 1)).isEqualTo("append");
    }

    /** The planted bug: a deletion that takes half of the log only. */
    @Test
    void deletionThatLeavesHalfOfALogIsCaught() throws IOException {
        final List<String> before = names(template);
        final Path directory = copy("half");
        final Path log = new StorePaths(directory).log("feature");
        final List<String> lines = Files.readAllLines(log);
        Files.writeString(log, lines.get(0) + "\n");
        final Path whole = copy("whole");
        apply(whole, SystemFiles.INSTANCE, Operation.DELETE);
        final List<String> after = names(whole);
        assertThatThrownBy(() -> assertThat(names(directory)).isIn(List.of(before, after)))
                .isInstanceOf(AssertionError.class);
    }
}
