package io.mettalith.store.snapshot;

class InMemorySpaceSnapshotTest extends SpaceSnapshotContractTest {
    private final MemoryStorage storage = new MemoryStorage(GenerationLimits.DEFAULT);

    @Override
    SegmentStore openStore() {
        return new SegmentStore(storage);
    }

    @Override
    SegmentStore openAgain() {
        return new SegmentStore(storage);
    }
}
