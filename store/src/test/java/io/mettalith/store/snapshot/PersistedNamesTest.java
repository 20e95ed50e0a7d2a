package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreLockedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistedNamesTest extends NamesContractTest {
    @TempDir
    Path temporary;

    private Path directory;

    @Override
    SegmentStore openStore() {
        directory = temporary.resolve("store");
        return SegmentStore.openOrCreate(directory);
    }

    @Override
    SegmentStore openAgain() {
        return SegmentStore.open(directory);
    }

    @Test
    void deletedRefHasNoFile() {
        store().branch("feature", "main");
        assertThat(new StorePaths(directory).log("feature")).exists();
        store().delete("feature");
        assertThat(new StorePaths(directory).log("feature")).doesNotExist();
    }

    @Test
    void branchesAndTagsWriteNoSegments() throws IOException {
        final long before = sizeOfSegments();
        store().branch("feature", "main");
        store().tag("v1", "main");
        assertThat(sizeOfSegments()).isEqualTo(before);
    }

    private long sizeOfSegments() throws IOException {
        try (Stream<Path> files = Files.list(new StorePaths(directory).segments())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void whoDoesNotHoldTheLockNamesNothing() {
        store().branch("feature", "main");
        try (SegmentStore second = openAgain();
                SegmentStore.Writer writer = store().writer()) {
            assertThat(writer).isNotNull();
            assertThatThrownBy(() -> second.branch("other", "main")).isInstanceOf(StoreLockedException.class);
            assertThatThrownBy(() -> second.tag("other", "main")).isInstanceOf(StoreLockedException.class);
            assertThatThrownBy(() -> second.delete("feature")).isInstanceOf(StoreLockedException.class);
            assertThatThrownBy(() -> second.merge("main", "feature", Optional.empty(), ""))
                    .isInstanceOf(StoreLockedException.class);
            assertThat(second.refs()).extracting(Ref::name).containsExactly("feature", "main");
        }
    }

    @Test
    void damagedLogOfAnotherRefIsNoReasonNotToCommit() throws IOException {
        store().branch("feature", "main");
        store().close();
        final Path log = new StorePaths(directory).log("feature");
        final byte[] bytes = Files.readAllBytes(log);
        bytes[40] ^= 1;
        Files.write(log, bytes);
        try (SegmentStore next = openAgain();
                Environment environment = next.checkout("main")) {
            environment.add(Samples.fact(-1));
            assertThat(next.commit("main", environment).changed()).isTrue();
            assertThatThrownBy(() -> next.log("feature")).isInstanceOf(StoreDamagedException.class);
        }
    }
}
