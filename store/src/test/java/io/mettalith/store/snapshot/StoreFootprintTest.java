package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store takes on the disk, and what a small commit writes. Prints the figures it checks, and times besides. */
class StoreFootprintTest {
    private static final long SMALL_COMMIT_BYTES = 256 << 10;

    @TempDir
    Path temporary;

    private final AtomWriter writer = new AtomWriter();

    @Test
    void hundredThousandFacts() throws IOException {
        measure(100_000);
    }

    @Test
    @Tag("nightly")
    void tenMillionFacts() throws IOException {
        measure(10_000_000);
    }

    private AtomWriter edge(Random random, int nodes) {
        return writer.reset()
                .expression(3)
                .symbol("edge")
                .symbol("n" + random.nextInt(nodes))
                .symbol("n" + random.nextInt(nodes));
    }

    private void measure(int facts) throws IOException {
        final Random random = new Random(1);
        final Path directory = temporary.resolve("store");
        try (Environment environment = Environment.create()) {
            try (AtomBatch batch = new AtomBatch()) {
                for (int i = 0; i < facts; i++) {
                    batch.add(edge(random, facts / 10));
                }
                environment.addAll(SpaceId.MAIN, batch);
            }
            assertSize(directory, environment, facts);
            assertSmallCommits(directory, environment, random, facts);
        }
    }

    private static void assertSize(Path directory, Environment environment, int facts) throws IOException {
        final long startNs = System.nanoTime();
        final long treeBytes;
        final long indexBytes;
        final long treeOnDisk;
        try (SegmentStore store = SegmentStore.openOrCreate(directory)) {
            treeBytes = store.commit("main", environment).bytesPut();
            treeOnDisk = DiskUsage.allocatedBytes(directory);
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            indexBytes = store.commit("main", environment).bytesPut();
        }
        final long onDisk = DiskUsage.allocatedBytes(directory);
        System.out.printf(
                "%,d facts: tree %.2f bytes per fact, index %.2f, all on disk %.2f (%.3f of their sum; tree alone %.3f);"
                        + " stored in %.1f s%n",
                facts,
                (double) treeBytes / facts,
                (double) indexBytes / facts,
                (double) onDisk / facts,
                (double) onDisk / (treeBytes + indexBytes),
                (double) treeOnDisk / treeBytes,
                (System.nanoTime() - startNs) / 1e9);
        assertThat(onDisk).isLessThan((treeBytes + indexBytes) * 106 / 100 + (1 << 20));
        assertThat(onDisk).isLessThan(80L * facts);
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void assertSmallCommits(Path directory, Environment environment, Random random, int facts)
            throws IOException {
        long most = 0;
        try (SegmentStore store = SegmentStore.open(directory)) {
            for (int round = 0; round < 20; round++) {
                environment.add(edge(random, facts / 10).toAtomCode());
                final long before = DiskUsage.writtenBytes();
                final long startNs = System.nanoTime();
                final long startCpuNs = cpuNs();
                final Commit commit = store.commit("main", environment);
                final double ms = (System.nanoTime() - startNs) / 1e6;
                final double cpuMs = (cpuNs() - startCpuNs) / 1e6;
                final long written = DiskUsage.writtenBytes() - before;
                most = Math.max(most, round == 0 ? 0 : written);
                System.out.printf(
                        "  commit of one fact: %.1f ms, %.1f ms of them on the processor, %,d bytes written, %,d put%n",
                        ms, cpuMs, written, commit.bytesPut());
            }
        }
        assertThat(most).isLessThan(SMALL_COMMIT_BYTES);
        try (var files = Files.list(directory.resolve("segments"))) {
            System.out.println("  " + files.count() + " files");
        }
    }
}
