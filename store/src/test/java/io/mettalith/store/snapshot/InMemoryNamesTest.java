package io.mettalith.store.snapshot;

class InMemoryNamesTest extends NamesContractTest {
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
