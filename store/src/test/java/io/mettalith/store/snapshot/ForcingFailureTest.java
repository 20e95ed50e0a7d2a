package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Delta;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.Ref;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets every step that makes something durable fail, at each of its turns, in every verb that writes: a verb that reports
 * success has none of them behind it that failed.
 */
class ForcingFailureTest {
    private static final GenerationLimits TINY = new GenerationLimits(256, 256);

    /** Steps after whose failure nothing may be reported as done. */
    private static final Set<String> FORCING =
            Set.of("sync", "force", "forceDirectory", "write", "append", "move", "allocate", "put");
    /** Steps for which there is another way, or whose failure leaves what does no harm. */
    private static final Set<String> REPLACEABLE =
            Set.of("createDirectories", "createMap", "openMap", "delete", "truncate");

    @TempDir
    private Path temporary;

    private Path template;

    /** Whatever a caller may be told was done. */
    private enum Verb {
        COMMIT("commit", store -> change(store, "main")),
        COMMIT_UNCHANGED("commit", store -> {
            try (Environment environment = store.checkout("main")) {
                store.commit("main", environment);
            }
        }),
        COMMIT_SPACE("commitSpace", store -> {
            try (Environment environment = Samples.facts(3)) {
                store.commitSpace("space", environment, SpaceId.MAIN, "");
            }
        }),
        BRANCH("branch", store -> store.branch("new", "main")),
        BRANCH_AGAIN("branch", store -> store.branch("side", "side")),
        TAG("tag", store -> store.tag("v2", "main")),
        TAG_AGAIN("tag", store -> store.tag("v1", "main~1")),
        MERGE("merge", store -> store.merge("main", "side", Optional.empty(), "")),
        MERGE_CONTAINED("merge", store -> store.merge("main", "v1", Optional.empty(), "")),
        REVERT("revert", store -> store.revert("main", "main", CommitOptions.message(""))),
        CHERRY_PICK("cherryPick", store -> store.cherryPick("main", "side", CommitOptions.message(""))),
        APPLY("apply", store -> {
            try (Environment before = store.checkout("main");
                    Environment after = before.fork()) {
                after.add(Samples.fact(-7));
                store.apply("main", Delta.between(before, after), CommitOptions.message(""));
            }
        }),
        DELETE("delete", store -> store.delete("side")),
        UNDELETE("undelete", store -> store.undelete("gone")),
        COMPACT("compact", SegmentStore::compact);

        private final String method;
        private final Consumer<SegmentStore> action;

        Verb(String method, Consumer<SegmentStore> action) {
            this.method = method;
            this.action = action;
        }
    }

    private static void change(SegmentStore store, String ref) {
        try (Environment environment = store.checkout(ref)) {
            for (int i = 0; i < 500; i++) {
                environment.add(Samples.fact(10_000 + i));
            }
            store.commit(ref, environment);
        }
    }

    @BeforeEach
    void makeTemplate() {
        template = temporary.resolve("template");
        try (SegmentStore store = SegmentStore.openOrCreate(template, SystemFiles.INSTANCE, TINY);
                Environment environment = Samples.everything(31, 100)) {
            store.commit("main", environment);
            store.tag("v1", "main");
            store.branch("side", "main");
            store.branch("gone", "main");
            store.delete("gone");
            add(store, "main", 1);
            add(store, "side", 2);
        }
    }

    private static void add(SegmentStore store, String ref, int number) {
        try (Environment environment = store.checkout(ref)) {
            environment.add(Samples.fact(-number));
            store.commit(ref, environment);
        }
    }

    @Test
    void everyStepIsOfOneKindOrTheOther() {
        final Set<String> steps = Arrays.stream(FileOperations.class.getMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(steps)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(FORCING.stream(), REPLACEABLE.stream()).toList());
    }

    @Test
    void everyVerbThatReportsSomethingDoneIsHere() {
        final Set<Class<?>> reports = Set.of(Commit.class, Ref.class, Merge.class, Compaction.class);
        assertThat(Arrays.stream(SegmentStore.class.getMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> reports.contains(method.getReturnType()))
                        .map(Method::getName)
                        .distinct())
                .isSubsetOf(
                        Arrays.stream(Verb.values()).map(verb -> verb.method).toList());
    }

    @ParameterizedTest
    @EnumSource
    void noForcingStepFailsUnheard(Verb verb) throws IOException {
        assertThat(check(verb, FailingFiles::files)).as("steps").isPositive();
    }

    /** Returns how many steps the verb takes. */
    private int check(Verb verb, Function<FailingFiles, FileOperations> files) throws IOException {
        int step = 0;
        while (true) {
            final Path directory = temporary.resolve(verb + "-" + step);
            CorruptionSupport.copy(template, directory);
            final FailingFiles failing = FailingFiles.at(step, false, false);
            boolean reported = true;
            try (SegmentStore store = SegmentStore.open(directory, files.apply(failing), TINY, true)) {
                verb.action.accept(store);
            } catch (final StoreException e) {
                reported = false;
            }
            CorruptionSupport.delete(directory);
            final List<String> steps = failing.steps();
            if (step >= steps.size()) {
                return step;
            }
            assertThat(reported && FORCING.contains(steps.get(step)))
                    .as("reported as done though step %d failed: %s of %s", step, steps.get(step), steps)
                    .isFalse();
            step++;
        }
    }

    /** The planted bug: what the system answers to a step that forces is not looked at. */
    @ParameterizedTest
    @EnumSource(names = {"COMMIT", "COMMIT_SPACE", "MERGE", "COMPACT"})
    void syncWhoseAnswerIsIgnoredIsFoundOut(Verb verb) {
        assertThatThrownBy(() -> check(verb, failing -> ignoring("sync", failing.files())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sync of");
    }

    private static FileOperations ignoring(String step, FileOperations files) {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(files, arguments);
                    } catch (final InvocationTargetException e) {
                        if (method.getName().equals(step)) {
                            return null;
                        }
                        throw e.getCause();
                    }
                });
    }
}
