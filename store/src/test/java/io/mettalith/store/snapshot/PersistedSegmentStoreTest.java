package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.Checksum;
import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreFile;
import io.mettalith.store.disk.StoreLockedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.StoreTooNewException;
import io.mettalith.store.disk.StoreTooOldException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistedSegmentStoreTest extends SegmentStoreContractTest {
    private static final GenerationLimits TINY = new GenerationLimits(256, 4096);

    @TempDir
    Path temporary;

    private Path directory;
    private StorePaths paths;

    @Override
    SegmentStore openStore() {
        directory = temporary.resolve("store");
        paths = new StorePaths(directory);
        return SegmentStore.openOrCreate(directory);
    }

    private SegmentStore reopen() {
        store().close();
        return SegmentStore.open(directory);
    }

    private static void commit(SegmentStore store, Environment environment, int... facts) {
        for (final int fact : facts) {
            environment.add(Samples.fact(fact));
        }
        store.commit("main", environment);
    }

    private static long sizeOf(SegmentStore store, String ref) {
        try (Environment checkout = store.checkout(ref)) {
            return Contents.of(checkout).size() - 1;
        }
    }

    private List<String> segmentFiles() throws IOException {
        try (Stream<Path> files = Files.list(paths.segments())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /* ---------------- Reopening ---------------- */

    @Test
    void reopenedStoreHoldsWhatWasCommitted() {
        try (Environment environment = Samples.everything(11, 5_000)) {
            store().commit("main", environment);
            final List<String> before = Contents.of(environment);
            try (SegmentStore reopened = reopen();
                    Environment checkout = reopened.checkout("main")) {
                assertThat(Contents.of(checkout)).isEqualTo(before);
                assertThat(Contents.of(environment)).isEqualTo(before);
            }
        }
    }

    @Test
    void anotherProcessReadsWhatWasCommitted() throws IOException {
        try (Environment environment = Samples.everything(12, 5_000)) {
            store().commit("main", environment);
            try (StoreProcess reader = StoreProcess.start("digest", directory)) {
                assertThat(reader.line())
                        .isEqualTo(String.valueOf(Contents.of(environment).hashCode()));
            }
        }
    }

    @Test
    void openReaderSeesNewCommits() {
        try (SegmentStore reader = SegmentStore.open(directory);
                Environment environment = Samples.facts(3_000)) {
            assertThat(reader.refs()).isEmpty();
            for (int round = 1; round <= 5; round++) {
                commit(store(), environment, -round);
                assertThat(sizeOf(reader, "main")).isEqualTo(3_000 + round);
            }
        }
    }

    @Test
    void readingWritesNothing() throws IOException {
        try (Environment environment = Samples.facts(3_000)) {
            store().commit("main", environment);
        }
        store().close();
        final List<String> before = listing();
        try (SegmentStore reader = SegmentStore.openOrCreate(directory)) {
            assertThat(sizeOf(reader, "main")).isEqualTo(3_000);
            assertThat(reader.log("main")).hasSize(1);
        }
        assertThat(listing()).isEqualTo(before);
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().map(PersistedSegmentStoreTest::describe).toList();
        }
    }

    private static String describe(Path file) {
        try {
            return file + " " + Files.getLastModifiedTime(file) + " "
                    + (Files.isDirectory(file) ? "" : Arrays.hashCode(Files.readAllBytes(file)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /* ---------------- What a store is ---------------- */

    @Test
    void onlyAStoreIsOpened() throws IOException {
        assertThatThrownBy(() -> SegmentStore.open(temporary.resolve("absent")))
                .isInstanceOf(NotAStoreException.class)
                .hasMessageContaining("has no file STORE")
                .hasMessageContaining("absent");
        final Path other = Files.createDirectory(temporary.resolve("other"));
        assertThatThrownBy(() -> SegmentStore.open(other)).isInstanceOf(NotAStoreException.class);
        Files.writeString(other.resolve("letter.txt"), "not yours");
        assertThatThrownBy(() -> SegmentStore.openOrCreate(other)).isInstanceOf(NotAStoreException.class);
        assertThat(Files.list(other)).hasSize(1);
    }

    @Test
    void creationThatDidNotEndIsMadeGood() throws IOException {
        final Path other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(other.resolve("STORE.tmp"), "mettal");
        SegmentStore.openOrCreate(other).close();
        SegmentStore.open(other).close();
    }

    @Test
    void otherFormatsAreRefused() throws IOException {
        final int format = StoreFile.FORMAT;
        for (int old = 1; old < StoreFile.OLDEST_FORMAT; old++) {
            Files.writeString(paths.store(), StoreFile.text(old));
            assertThatThrownBy(() -> SegmentStore.open(directory))
                    .isInstanceOf(StoreTooOldException.class)
                    .hasMessageContaining("format=" + old + ", oldestFormat=" + StoreFile.OLDEST_FORMAT
                            + "; export it with the release that wrote it");
        }
        Files.writeString(paths.store(), StoreFile.text(format + 1));
        assertThatThrownBy(() -> SegmentStore.open(directory))
                .isInstanceOf(StoreTooNewException.class)
                .hasMessageContaining(
                        "format=" + (format + 1) + ", newestFormat=" + format + "; read it with a later release");
        Files.writeString(paths.store(), StoreFile.text(1).replace("format 1", "format " + format));
        assertThatThrownBy(() -> SegmentStore.open(directory)).isInstanceOf(StoreDamagedException.class);
        Files.writeString(paths.store(), "some other file\n");
        assertThatThrownBy(() -> SegmentStore.open(directory)).isInstanceOf(NotAStoreException.class);
    }

    @Test
    void laterFormatsMaySayMore() throws IOException {
        final String lines = "mettalith store\nformat 7\nencrypted yes\n";
        Files.writeString(paths.store(), lines + "crc32c " + Checksum.hex(lines) + "\n");
        assertThatThrownBy(() -> SegmentStore.open(directory)).isInstanceOf(StoreTooNewException.class);
    }

    /* ---------------- Writers ---------------- */

    @Test
    void oneStoreOfAProcessWrites() {
        try (Environment environment = Samples.facts(10);
                SegmentStore second = SegmentStore.open(directory)) {
            final SegmentStore.Writer writer = store().writer();
            store().commit("main", environment);
            assertThatThrownBy(() -> second.commit("main", environment))
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageContaining("this process is writing to the store already")
                    .hasMessageContaining("pid=" + ProcessHandle.current().pid());
            assertThat(sizeOf(second, "main")).isEqualTo(10);
            writer.close();
            environment.add(AtomCode.symbol("more"));
            assertThat(second.commit("main", environment).atoms()).isEqualTo(11);
        }
    }

    @Test
    void storesOfAProcessThatCommitInTurnGiveEveryEntryANumberOfItsOwn() {
        try (Environment environment = Samples.facts(10);
                SegmentStore second = SegmentStore.open(directory)) {
            for (int i = 0; i < 6; i++) {
                commit(i % 2 == 0 ? store() : second, environment, 100 + i);
            }
            assertThat(second.log("main")).extracting(RefEntry::number).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
        }
    }

    @Test
    void rightToWriteIsHeldUntilItsLastWriterIsClosed() {
        try (Environment environment = Samples.facts(10);
                SegmentStore second = SegmentStore.open(directory)) {
            final SegmentStore.Writer one = store().writer();
            final SegmentStore.Writer other = store().writer();
            one.close();
            one.close();
            assertThatThrownBy(() -> second.commit("main", environment)).isInstanceOf(StoreLockedException.class);
            other.close();
            second.commit("main", environment);
        }
    }

    @Test
    void writerThatIsClosedAfterItsStoreTakesNothingFromOthers() {
        try (SegmentStore second = SegmentStore.open(directory)) {
            final SegmentStore.Writer late = store().writer();
            store().close();
            final SegmentStore.Writer now = second.writer();
            late.close();
            try (SegmentStore third = SegmentStore.open(directory)) {
                assertThatThrownBy(third::writer).isInstanceOf(StoreLockedException.class);
            }
            now.close();
        }
    }

    @Test
    void whoWaitsGetsTheRightToWriteWhenItIsGivenUp() throws Exception {
        final ExecutorService executor = Executors.newSingleThreadExecutor();
        try (SegmentStore second = SegmentStore.open(directory)) {
            final SegmentStore.Writer first = store().writer();
            final Future<SegmentStore.Writer> waiting = executor.submit(() -> second.writer(Duration.ofMinutes(1)));
            assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            first.close();
            waiting.get(1, TimeUnit.MINUTES).close();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void oneProcessWritesAndOthersRead() throws IOException, InterruptedException {
        try (Environment environment = Samples.facts(10)) {
            store().commit("main", environment);
            store().close();
            try (SegmentStore second = SegmentStore.open(directory);
                    StoreProcess holder = StoreProcess.start("hold", directory)) {
                assertThat(holder.line()).isEqualTo("committed");
                assertThatThrownBy(() -> second.commit("main", environment))
                        .isInstanceOf(StoreLockedException.class)
                        .hasMessageContaining("another process is writing to the store")
                        .hasMessageContaining("pid=" + holder.pid());
                assertThat(sizeOf(second, "main")).isEqualTo(10);
                assertThat(sizeOf(second, "held")).isEqualTo(10);
                holder.kill();
                commit(second, environment, 77);
                assertThat(sizeOf(second, "main")).isEqualTo(11);
                assertThat(sizeOf(second, "held")).isEqualTo(10);
            }
        }
    }

    @Test
    void killedWriterLosesNothingItHasAcknowledged() throws IOException, InterruptedException {
        final Random random = new Random(13);
        try (Environment environment = Samples.facts(500)) {
            store().commit("main", environment);
        }
        store().close();
        for (int round = 0; round < 4; round++) {
            long acknowledged = 0;
            try (StoreProcess writer = StoreProcess.start("commit", directory)) {
                final int commits = 1 + random.nextInt(20);
                for (int i = 0; i < commits; i++) {
                    acknowledged = Long.parseLong(writer.line());
                }
                Thread.sleep(random.nextInt(10));
                writer.kill();
                for (String line = writer.line(); line != null; line = writer.line()) {
                    acknowledged = Long.parseLong(line);
                }
            }
            try (SegmentStore survivor = SegmentStore.open(directory);
                    Environment checkout = survivor.checkout("main")) {
                assertThat(checkout.size()).isBetween(acknowledged, acknowledged + 1);
                assertThat(Contents.of(checkout)).hasSize((int) checkout.size() + 1);
                checkout.add(Samples.fact(checkout.size()));
                survivor.commit("main", checkout);
            }
        }
    }

    @Test
    void generationIsContinuedByTheNextWriter() throws IOException {
        try (Environment environment = Samples.facts(100)) {
            for (int round = 0; round < 5; round++) {
                try (SegmentStore next = reopen()) {
                    commit(next, environment, -1 - round);
                }
            }
        }
        assertThat(segmentFiles()).containsExactly("0000000001-0000000005.index", "0000000001.map");
        try (SegmentStore reader = SegmentStore.open(directory)) {
            assertThat(sizeOf(reader, "main")).isEqualTo(105);
        }
    }

    @Test
    void generationThatWasNotLeftInGoodOrderIsLeftAlone() throws IOException {
        try (Environment environment = Samples.facts(100)) {
            commit(store(), environment, -1);
            store().close();
            flip(paths.map(1), 3_000);
            try (SegmentStore next = SegmentStore.open(directory)) {
                commit(next, environment, -2);
                assertThat(sizeOf(next, "main")).isEqualTo(102);
            }
            assertThat(segmentFiles())
                    .containsExactly(
                            "0000000001-0000000001.index",
                            "0000000001.map",
                            "0000000002-0000000001.index",
                            "0000000002.map");
        }
    }

    @Test
    void generationThatChronicleRefusesIsLeftAlone() throws IOException {
        final FileOperations refusing = FailingFiles.at("openMap");
        try (Environment environment = Samples.facts(100)) {
            commit(store(), environment, -1);
            store().close();
            try (SegmentStore next = SegmentStore.open(directory, refusing, GenerationLimits.DEFAULT, true)) {
                commit(next, environment, -2);
                assertThat(sizeOf(next, "main")).isEqualTo(102);
            }
            assertThat(segmentFiles()).hasSize(4);
        }
    }

    @Test
    void leftoversOfAKilledWriterAreDeleted() throws IOException {
        try (Environment environment = Samples.facts(100)) {
            commit(store(), environment, -1);
            store().close();
            Files.write(StorePaths.temporary(paths.indexPart(1, 1)), new byte[17]);
            Files.write(StorePaths.temporary(paths.map(2)), new byte[4096]);
            try (SegmentStore next = SegmentStore.open(directory)) {
                assertThat(sizeOf(next, "main")).isEqualTo(101);
                commit(next, environment, -2);
                assertThat(sizeOf(next, "main")).isEqualTo(102);
            }
        }
        assertThat(segmentFiles()).containsExactly("0000000001-0000000002.index", "0000000001.map");
    }

    @Test
    void mapWithoutIndexIsNeitherUsedNorTouched() throws IOException {
        try (Environment environment = Samples.facts(100)) {
            Files.createDirectories(paths.segments());
            Files.write(paths.map(6), new byte[4096]);
            commit(store(), environment, -1);
            assertThat(sizeOf(store(), "main")).isEqualTo(101);
        }
        assertThat(segmentFiles()).containsExactly("0000000006.map", "0000000007-0000000001.index", "0000000007.map");
        assertThat(Files.readAllBytes(paths.map(6))).containsOnly(0);
    }

    /* ---------------- Generations ---------------- */

    @Test
    void commitsOfSeveralMegabytesTakeSeveralGenerations() throws IOException {
        final int facts = 200_000;
        store().close();
        try (SegmentStore tiny = SegmentStore.openOrCreate(directory, SystemFiles.INSTANCE, TINY);
                Environment environment = Samples.facts(facts)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < facts; i += 50) {
                    environment.add(Samples.fact(i));
                }
                final Commit commit = tiny.commit("main", environment);
                assertThat(commit.bytesPut()).isGreaterThan(1_000_000);
            }
            final List<String> contents = Contents.of(environment);
            assertThat(segmentFiles().size()).isGreaterThan(20);
            try (SegmentStore reader = SegmentStore.open(directory);
                    Environment checkout = reader.checkout("main")) {
                assertThat(Contents.of(checkout)).isEqualTo(contents);
            }
        }
    }

    @Test
    void generationGrowsWithWhatIsPut() throws IOException {
        try (Environment environment = Samples.facts(300_000)) {
            final Commit commit = store().commit("main", environment);
            assertThat(segmentFiles()).containsExactly("0000000001-0000000001.index", "0000000001.map");
            assertThat(DiskUsage.allocatedBytes(paths.map(1)))
                    .isBetween(commit.bytesPut(), commit.bytesPut() * 105 / 100);
        }
    }

    /* ---------------- Damage ---------------- */

    @Test
    void tornLastLineOfALogIsIgnoredAndCutOff() throws IOException {
        try (Environment environment = Samples.facts(10)) {
            commit(store(), environment, -1);
            final long firstLength = Files.size(paths.log("main"));
            commit(store(), environment, -2);
            store().close();
            final byte[] log = Files.readAllBytes(paths.log("main"));
            for (int length = (int) firstLength; length < log.length; length++) {
                Files.write(paths.log("main"), Arrays.copyOf(log, length));
                try (SegmentStore next = SegmentStore.open(directory)) {
                    assertThat(sizeOf(next, "main")).isEqualTo(11);
                    assertThat(next.log("main")).hasSize(1);
                }
            }
            final byte[] zeros = log.clone();
            Arrays.fill(zeros, (int) firstLength, log.length - 20, (byte) 0);
            Files.write(paths.log("main"), zeros);
            try (SegmentStore next = SegmentStore.open(directory)) {
                assertThat(sizeOf(next, "main")).isEqualTo(11);
                environment.add(Samples.fact(-3));
                assertThatThrownBy(() -> next.commit("main", environment))
                        .as("comes from an entry that is gone")
                        .isInstanceOf(MergeBaseException.class);
                next.commit("main", environment, CommitOptions.message("").replacing());
                assertThat(sizeOf(next, "main")).isEqualTo(13);
                assertThat(next.log("main")).hasSize(2);
            }
        }
    }

    @Test
    void damagedLineOfALogIsReported() throws IOException {
        try (Environment environment = Samples.facts(10)) {
            commit(store(), environment, -1);
            commit(store(), environment, -2);
        }
        flip(paths.log("main"), 40);
        assertThatThrownBy(() -> store().log("main"))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("line of a ref's log is not as it was written")
                .hasMessageContaining("main.log, offset=0; restore this file from a copy");
    }

    @Test
    void endOfALongLogIsEnough() {
        try (Environment environment = Samples.facts(1)) {
            for (int i = 0; i < 40; i++) {
                environment.add(Samples.fact(-i - 1));
                store().commit("main", environment, "\u0001".repeat(RefLine.MAX_MESSAGE_LENGTH));
            }
            assertThat(sizeOf(store(), "main")).isEqualTo(41);
            assertThat(store().log("main")).hasSize(40);
        }
    }

    @Test
    void truncatedMapIsReportedAndNotMapped() throws IOException {
        try (Environment environment = Samples.facts(3_000)) {
            store().commit("main", environment);
        }
        final long length = Files.size(paths.map(1));
        for (final long cut : new long[] {0, 1, 4096, length / 2, length - 1}) {
            final Path copy = copyOfStore("cut-" + cut);
            try (FileChannel channel = FileChannel.open(new StorePaths(copy).map(1), StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }
            try (SegmentStore damaged = SegmentStore.open(copy)) {
                assertThatThrownBy(() -> damaged.checkout("main"))
                        .isInstanceOf(StoreDamagedException.class)
                        .hasMessageContaining("0000000001.map")
                        .hasMessageContaining("expectedBytes=" + length + ", actualBytes=" + cut);
            }
        }
        final Path copy = copyOfStore("missing");
        Files.delete(new StorePaths(copy).map(1));
        try (SegmentStore damaged = SegmentStore.open(copy)) {
            assertThatThrownBy(() -> damaged.checkout("main"))
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("map file of a published generation is missing");
        }
    }

    @Test
    void lostIndexIsReported() throws IOException {
        try (Environment environment = Samples.facts(3_000)) {
            store().commit("main", environment);
        }
        store().close();
        Files.delete(paths.indexPart(1, 1));
        try (SegmentStore damaged = SegmentStore.open(directory)) {
            assertThatThrownBy(() -> damaged.checkout("main"))
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("the store lacks bytes that it refers to");
        }
    }

    @Test
    void damagedBytesAreNamed() throws IOException {
        final Commit commit;
        try (Environment environment = Samples.facts(50)) {
            commit = store().commit("main", environment);
        }
        store().close();
        final byte[] map = Files.readAllBytes(paths.map(1));
        final byte[] magic = {'M', 'S', 'N', 'P'};
        int offset = 0;
        while (!Arrays.equals(map, offset, offset + magic.length, magic, 0, magic.length)) {
            offset++;
        }
        flip(paths.map(1), offset + 5);
        try (SegmentStore damaged = SegmentStore.open(directory)) {
            assertThatThrownBy(() -> damaged.checkout("main"))
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("path=" + paths.map(1))
                    .hasMessageContaining("offset=" + offset)
                    .hasMessageContaining("expected=" + commit.snapshot())
                    .hasMessageContaining("actual=");
        }
    }

    private Path copyOfStore(String name) throws IOException {
        final Path target = temporary.resolve(name);
        CorruptionSupport.copy(directory, target);
        return target;
    }

    private static void flip(Path file, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 0x55)).rewind();
            channel.write(one, offset);
        }
    }
}
