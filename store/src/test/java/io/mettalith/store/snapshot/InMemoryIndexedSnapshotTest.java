package io.mettalith.store.snapshot;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.MemoryStorage;
import io.mettalith.store.history.MemoryRefLogs;

class InMemoryIndexedSnapshotTest extends IndexedSnapshotContractTest {
    private final MemoryStorage storage = new MemoryStorage(GenerationLimits.DEFAULT);
    private final MemoryRefLogs logs = new MemoryRefLogs();

    @Override
    SegmentStore openStore() {
        return new SegmentStore(storage, logs);
    }

    @Override
    SegmentStore openAgain() {
        return new SegmentStore(storage, logs);
    }
}
