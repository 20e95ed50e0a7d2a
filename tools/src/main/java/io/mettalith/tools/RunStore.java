package io.mettalith.tools;

import io.mettalith.evaluator.stdlib.StoreAccess;
import io.mettalith.store.snapshot.SegmentStore;

/** The store of a run, opened when it is first needed and closed with this. Used by one thread. */
final class RunStore implements StoreAccess, AutoCloseable {
    private final StoreOptions options;
    private SegmentStore opened;

    RunStore(StoreOptions options) {
        this.options = options;
    }

    @Override
    public SegmentStore forReading() {
        if (opened == null) {
            opened = options.open();
        }
        return opened;
    }

    @Override
    public SegmentStore forWriting() {
        if (opened == null) {
            opened = options.openOrCreate();
        }
        return opened;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
