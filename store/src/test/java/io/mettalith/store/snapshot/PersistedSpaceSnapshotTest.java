package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.StoreLockedException;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistedSpaceSnapshotTest extends SpaceSnapshotContractTest {
    @TempDir
    private Path directory;

    @Override
    SegmentStore openStore() {
        return SegmentStore.openOrCreate(directory);
    }

    @Override
    SegmentStore openAgain() {
        return SegmentStore.open(directory);
    }

    @Test
    void aStoreThatSomebodyElseWritesIsLocked() {
        try (Environment environment = Environment.create();
                SegmentStore writer = openAgain();
                SegmentStore second = openAgain()) {
            writer.writer();
            writer.commitSpace("a", environment, SpaceId.MAIN, "");
            environment.add(AtomCode.symbol("b"));
            assertThatThrownBy(() -> second.commitSpace("a", environment, SpaceId.MAIN, ""))
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageContaining("pid=" + ProcessHandle.current().pid());
            assertThat(environment.size(second.checkoutSpace("a", environment))).isZero();
        }
    }
}
