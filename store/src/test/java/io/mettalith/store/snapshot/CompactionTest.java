package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.IndexPart;
import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StoreFullException;
import io.mettalith.store.disk.StoreLockedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.IndexValidator;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.RefEntry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compacts a store with two histories of which one has been deleted, and lets each step of that fail. Afterwards the
 * other history is whole, and what was dropped can be committed again.
 */
class CompactionTest {
    private static final GenerationLimits TINY = new GenerationLimits(256, 256);
    private static final int FACTS = 2_500;

    @TempDir
    Path temporary;

    private Path directory;
    private StorePaths paths;
    /** A copy of the store with both histories. */
    private Path donor;

    private List<String> first;
    private List<String> second;

    @BeforeEach
    void commitAndDelete() throws IOException {
        directory = temporary.resolve("template");
        paths = new StorePaths(directory);
        try (SegmentStore store = SegmentStore.openOrCreate(directory, SystemFiles.INSTANCE, TINY);
                Environment kept = Samples.everything(31, 400);
                Environment dropped = dropped()) {
            store.commit("kept", kept);
            first = Contents.of(kept);
            store.commit("dropped", dropped);
            kept.add(Samples.fact(-1));
            kept.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("kept", kept);
            second = Contents.of(kept);
        }
        donor = temporary.resolve("donor");
        CorruptionSupport.copy(directory, donor);
        Files.delete(paths.log("dropped"));
    }

    /** Returns what only the deleted history has; equal ones are stored as equal segments. */
    private static Environment dropped() {
        return Samples.facts(FACTS);
    }

    private SegmentStore open(FileOperations files) {
        return SegmentStore.open(directory, files, TINY, true);
    }

    private static void assertKept(Path directory, List<String> first, List<String> second) {
        try (SegmentStore reader = SegmentStore.open(directory)) {
            final List<RefEntry> log = reader.log("kept");
            assertThat(log).hasSize(2);
            assertHolds(reader, "kept", second);
            assertHolds(reader, log.get(1).snapshot().toHex(), first);
        }
    }

    private static void assertHolds(SegmentStore store, String snapshot, List<String> contents) {
        try (Environment checkout = store.checkout(snapshot)) {
            assertThat(Contents.of(checkout)).isEqualTo(contents);
            assertThat(IndexValidator.validate(checkout))
                    .isEqualTo(checkout.indexes(SpaceId.MAIN).size());
        }
    }

    /** Whatever the store thinks it has of it: all of it can be read afterwards. A known hash is enough for it to ask. */
    private void assertDroppedCanBeCommitted() {
        try (SegmentStore store = SegmentStore.open(directory, SystemFiles.INSTANCE, TINY, true);
                SegmentStore other = SegmentStore.open(donor);
                Environment again = other.checkout("dropped")) {
            store.commit("again", again);
            try (SegmentStore reader = SegmentStore.open(directory)) {
                assertHolds(reader, "again", Contents.of(again));
            }
        }
    }

    private static List<String> files(StorePaths paths) throws IOException {
        try (Stream<Path> files = Files.list(paths.segments())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /* ---------------- What it does ---------------- */

    @Test
    void whatHistoriesReachIsKeptAndAllElseIsRemoved() throws IOException {
        final long before = DiskUsage.allocatedBytes(directory);
        final List<Long> progress = new ArrayList<>();
        try (SegmentStore store = open(SystemFiles.INSTANCE)) {
            final Compaction done = store.compact((bytes, ofBytes) -> progress.add(bytes));
            assertThat(done.generationsBefore()).isGreaterThan(3);
            assertThat(done.generationsAfter()).isLessThan(done.generationsBefore());
            assertThat(done.segmentsDropped()).isPositive();
            assertThat(done.bytesDropped()).isGreaterThan(FACTS);
            assertThat(progress).contains(done.bytesKept());
            assertThat(files(paths)).hasSize(2 * done.generationsAfter());
            final Compaction again = store.compact();
            assertThat(again.segmentsKept()).isEqualTo(done.segmentsKept());
            assertThat(again.bytesKept()).isEqualTo(done.bytesKept());
            assertThat(again.segmentsDropped()).isZero();
            assertThat(again.bytesDropped()).isZero();
        }
        assertThat(DiskUsage.allocatedBytes(directory)).isLessThan(before);
        assertKept(directory, first, second);
        assertDroppedCanBeCommitted();
        assertKept(directory, first, second);
    }

    @Test
    void storeWithoutRefsBecomesEmptyAndGoesOn() throws IOException {
        Files.delete(paths.log("kept"));
        try (SegmentStore store = open(SystemFiles.INSTANCE);
                SegmentStore reader = SegmentStore.open(directory)) {
            final Compaction done = store.compact();
            assertThat(done.segmentsKept()).isZero();
            assertThat(done.generationsAfter()).isZero();
            assertThat(files(paths)).isEmpty();
            try (Environment again = dropped()) {
                store.commit("again", again);
                assertHolds(reader, "again", Contents.of(again));
            }
        }
    }

    @Test
    void environmentsGoOnWithWhatIsDropped() throws IOException {
        try (SegmentStore store = open(SystemFiles.INSTANCE);
                Environment environment = dropped()) {
            store.commit("dropped", environment);
            final List<String> contents = Contents.of(environment);
            try (SegmentStore reader = SegmentStore.open(directory);
                    Environment unread = reader.checkout("dropped")) {
                Files.delete(paths.log("dropped"));
                store.compact();
                assertThat(Contents.of(unread)).isEqualTo(contents);
                assertThat(Contents.of(environment)).isEqualTo(contents);
                assertHolds(reader, "kept", second);
                store.commit("dropped", environment);
            }
            try (SegmentStore reader = SegmentStore.open(directory)) {
                assertHolds(reader, "dropped", contents);
            }
        }
    }

    @Test
    void storeThatIsWrittenElsewhereIsNotCompacted() {
        try (SegmentStore writer = open(SystemFiles.INSTANCE);
                SegmentStore second = open(SystemFiles.INSTANCE);
                Environment environment = Samples.facts(1)) {
            writer.writer();
            writer.commit("one", environment);
            assertThatThrownBy(second::compact).isInstanceOf(StoreLockedException.class);
        }
    }

    @Test
    void damagedStoreIsNotCompacted() throws IOException {
        final List<String> before = files(paths);
        flip(paths.map(1), offsetOfAValue(paths));
        try (SegmentStore store = open(SystemFiles.INSTANCE)) {
            assertThatThrownBy(store::compact)
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("stored bytes have another hash than when they were stored");
        }
        assertThat(files(paths)).isEqualTo(before);
    }

    /** Returns the offset of a byte of a value that the kept history has: its came first. */
    private static long offsetOfAValue(StorePaths paths) throws IOException {
        try (Stream<Path> parts = Files.list(paths.segments())) {
            final Path file = parts.filter(
                            part -> StorePaths.generationOfIndex(part).equals(OptionalInt.of(1)))
                    .findFirst()
                    .orElseThrow();
            return IndexPart.of(RegularFile.map(file), file).extent(0).offset();
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        final Path copy = file.resolveSibling("copy");
        Files.copy(file, copy);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            channel.write(one.put(0, (byte) ~one.get(0)).rewind(), offset);
        }
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /* ---------------- Failures ---------------- */

    @Test
    void failureAtAnyStepLeavesAWorkingStore() throws IOException {
        assertThat(failAtEveryStep(new ArrayList<>(), false)).isGreaterThan(25);
    }

    @Test
    void removalFromTheOldestOnIsFoundOut() throws IOException {
        final List<Throwable> found = new ArrayList<>();
        failAtEveryStep(found, true);
        assertThat(found)
                .anySatisfy(
                        failure -> assertThat(failure).hasMessageContaining("the store lacks bytes that it refers to"));
    }

    /** Returns the number of steps; what is found goes to the list, or where that is not wanted, up. */
    private int failAtEveryStep(List<Throwable> found, boolean planted) throws IOException {
        final Path template = directory;
        for (int step = 0; ; step++) {
            directory = temporary.resolve("store-" + step);
            CorruptionSupport.copy(template, directory);
            final FailingFiles failing = FailingFiles.at(step, true, true);
            final boolean failed = isFailing(planted ? oldestFirst(failing.files()) : failing.files());
            try {
                assertKept(directory, first, second);
                assertDroppedCanBeCommitted();
                assertKept(directory, first, second);
                assertCompacts();
            } catch (final StoreException | AssertionError e) {
                if (!planted) {
                    throw new AssertionError("step " + step + " of " + failing.steps(), e);
                }
                found.add(e);
            }
            if (!failed) {
                return step;
            }
        }
    }

    private boolean isFailing(FileOperations files) {
        try (SegmentStore store = open(files)) {
            store.compact();
            return false;
        } catch (final StoreFullException e) {
            return true;
        }
    }

    private void assertCompacts() throws IOException {
        try (SegmentStore store = open(SystemFiles.INSTANCE)) {
            final Compaction done = store.compact();
            assertThat(files(new StorePaths(directory))).hasSize(2 * done.generationsAfter());
        }
        assertKept(directory, first, second);
    }

    /** The planted bug: deletes the parts of indexes in the opposite order. */
    private FileOperations oldestFirst(FileOperations files) throws IOException {
        final StorePaths here = new StorePaths(directory);
        final Deque<Path> ascending = new ArrayDeque<>();
        for (final String name : files(here)) {
            if (name.endsWith(".index")) {
                ascending.add(here.segments().resolve(name));
            }
        }
        final List<Path> all = List.copyOf(ascending);
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("delete") && all.contains(arguments[0])) {
                        arguments[0] = ascending.remove();
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
