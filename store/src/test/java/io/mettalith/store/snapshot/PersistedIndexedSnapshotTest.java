package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistedIndexedSnapshotTest extends IndexedSnapshotContractTest {
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
    void anotherProcessHasTheIndex() throws IOException {
        try (SegmentStore store = openAgain();
                Environment environment = Samples.facts(3_000)) {
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("main", environment);
        }
        try (StoreProcess reader = StoreProcess.start("indexes", directory)) {
            assertThat(reader.line()).isEqualTo("1 valid: [" + new IndexKey(3, 2) + "]");
        }
    }

    @Test
    void everyChangedByteOfTheRecordIsReported() throws IOException {
        final ContentHash record;
        try (SegmentStore store = openAgain();
                Environment environment = Samples.facts(300)) {
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("main", environment);
            record = store.log("main").get(0).indexes().orElseThrow();
        }
        final Path map = new StorePaths(directory).map(1);
        final byte[] bytes = Files.readAllBytes(map);
        final int start = indexOf(bytes, new byte[] {'M', 'A', 'R', 'G'});
        final int length = ArgumentIndexesDescriptor.HEADER_LENGTH + ArgumentIndexesDescriptor.INDEX_LENGTH;
        for (int offset = start; offset < start + length; offset++) {
            final Path copy = temporary.resolve("copy-" + offset);
            CorruptionSupport.copy(directory, copy);
            final byte[] changed = bytes.clone();
            changed[offset] ^= (byte) (1 << offset % 8);
            Files.write(new StorePaths(copy).map(1), changed);
            try (SegmentStore damaged = SegmentStore.open(copy)) {
                assertThatThrownBy(() -> damaged.checkout("main"))
                        .isInstanceOf(StoreDamagedException.class)
                        .hasMessageContaining("expected=" + record);
            }
        }
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        int offset = 0;
        while (!Arrays.equals(bytes, offset, offset + part.length, part, 0, part.length)) {
            offset++;
        }
        return offset;
    }
}
