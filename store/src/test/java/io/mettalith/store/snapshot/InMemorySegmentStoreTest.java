package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.MemoryStorage;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.AmbiguousSnapshotException;
import io.mettalith.store.history.MemoryRefLogs;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemorySegmentStoreTest extends SegmentStoreContractTest {
    @Override
    SegmentStore openStore() {
        return SegmentStore.inMemory();
    }

    @Test
    void prefixOfSeveralSnapshotsIsRefused() {
        final Map<String, String> idsByPrefix = new HashMap<>();
        try (Environment environment = Environment.create()) {
            for (int i = 0; ; i++) {
                environment.add(Samples.fact(i));
                final String id = store().commit("main", environment).snapshot().toHex();
                final String prefix = id.substring(0, 4);
                final String other = idsByPrefix.put(prefix, id);
                if (other != null) {
                    assertThatThrownBy(() -> store().checkout(prefix))
                            .isInstanceOf(AmbiguousSnapshotException.class)
                            .hasMessageContaining(id)
                            .hasMessageContaining(other);
                    assertThat(store().snapshot(id).id().toHex()).isEqualTo(id);
                    return;
                }
            }
        }
    }

    @Test
    void commitsOfSeveralMegabytesTakeSeveralGenerations() {
        final GenerationLimits tiny = new GenerationLimits(256, 2048);
        try (SegmentStore store = new SegmentStore(new MemoryStorage(tiny), new MemoryRefLogs());
                Environment environment = Samples.facts(100_000)) {
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                assertThat(Contents.of(checkout)).isEqualTo(Contents.of(environment));
            }
        }
    }
}
