package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.PersistedStorage;
import io.mettalith.store.disk.SealedBytes;
import io.mettalith.store.disk.SegmentListing;
import io.mettalith.store.disk.Storage;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets stores grow from nothing over many generations. Prints the figures it checks, and times besides. */
class StoreGrowthTest {
    private static final GenerationLimits TINY = new GenerationLimits(64, 1024);
    private static final int VALUE_LENGTH = 4_000;

    @TempDir
    Path temporary;

    private final Random random = new Random(1);

    @Test
    void smallCommitsMakeFewGenerations() throws IOException {
        final Path directory = temporary.resolve("store");
        try (SegmentStore store = SegmentStore.openOrCreate(directory);
                Environment environment = Samples.facts(1_000)) {
            for (int i = 0; i < 150; i++) {
                environment.add(Samples.fact(-i));
                store.commit("main", environment);
            }
        }
        assertThat(generations(directory)).isLessThanOrEqualTo(4);
        try (Stream<Path> files = Files.list(new StorePaths(directory).segments())) {
            assertThat(files).hasSizeLessThan(20);
        }
    }

    @Test
    void manySmallGenerations() throws IOException {
        grow(3 << 20, 1 << 16, TINY, 50);
    }

    @Test
    @Tag("nightly")
    void twentyGigabytes() throws IOException {
        grow(20L << 30, 64 << 20, GenerationLimits.DEFAULT, 45);
    }

    private static long generations(Path directory) throws IOException {
        return SegmentListing.generations(new StorePaths(directory)).size();
    }

    /** Puts random values until there are so many bytes, and looks for some of them with another store. */
    private void grow(long bytes, int batchBytes, GenerationLimits limits, int atLeastGenerations) throws IOException {
        final Path directory = temporary.resolve("grown");
        SegmentStore.openOrCreate(directory).close();
        final StorePaths paths = new StorePaths(directory);
        final List<ContentHash> sample = new ArrayList<>();
        final long startNs = System.nanoTime();
        final PersistedStorage storage = new PersistedStorage(paths, SystemFiles.INSTANCE, limits, true);
        storage.beginCommit(java.time.Duration.ZERO);
        long put = 0;
        while (put < bytes) {
            final List<SealedBytes> batch = batch(batchBytes);
            storage.putAll(batch);
            storage.publish();
            put += batchBytes;
            sample.add(batch.get(random.nextInt(batch.size())).hash());
        }
        storage.close();
        final double putSeconds = (System.nanoTime() - startNs) / 1e9;
        final long generations = generations(directory);
        final long onDisk = DiskUsage.allocatedBytes(directory);
        System.out.printf(
                "%,d bytes put in %.1f s: %d generations, %.3f of that on disk%n",
                put, putSeconds, generations, (double) onDisk / put);
        assertThat(generations).isBetween((long) atLeastGenerations - 10, 2L * atLeastGenerations);
        assertFound(new PersistedStorage(paths, SystemFiles.INSTANCE, limits, true), sample);
    }

    private static void assertFound(Storage storage, List<ContentHash> sample) {
        final long findNs = System.nanoTime();
        for (final ContentHash hash : sample) {
            assertThat(storage.source().find(hash).length()).isEqualTo(VALUE_LENGTH);
        }
        final long missNs = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            assertThat(storage.contains(new ContentHash(i * 0x9E3779B97F4A7C15L, i)))
                    .isFalse();
        }
        System.out.printf(
                "  %.1f us per value found and verified, %.2f us per value not found%n",
                (missNs - findNs) / 1e3 / sample.size(), (System.nanoTime() - missNs) / 1e3 / 10_000);
    }

    private List<SealedBytes> batch(int bytes) {
        final List<SealedBytes> batch = new ArrayList<>();
        for (int i = 0; i < bytes / VALUE_LENGTH; i++) {
            final byte[] value = new byte[VALUE_LENGTH];
            random.nextBytes(value);
            batch.add(new SealedBytes(ContentHash.of(value, 0, VALUE_LENGTH), value));
        }
        return batch;
    }
}
