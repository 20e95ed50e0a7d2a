package io.mettalith.tools;

import io.mettalith.evaluator.stdlib.StoreAccess;
import io.mettalith.store.snapshot.SegmentStore;

/** The store of a run, opened when it is first needed and closed with this. Used by one thread. */
final class RunStore implements StoreAccess, AutoCloseable {
    private final WritingOptions options;
    private SegmentStore opened;

    RunStore(WritingOptions options) {
        this.options = options;
    }

    @Override
    public SegmentStore forReading() {
        if (opened == null) {
            opened = options.openForReading();
        }
        return opened;
    }

    @Override
    public SegmentStore forWriting() {
        if (opened == null) {
            opened = options.openOrCreateUnlocked();
        }
        return opened;
    }

    /** Takes the right to write before the work, so that none is in vain. */
    SegmentStore lock() {
        final SegmentStore store = forWriting();
        options.lock(store);
        return store;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
