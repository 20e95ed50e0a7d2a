package io.mettalith.evaluator.stdlib;

import io.mettalith.store.snapshot.SegmentStore;

/**
 * Where a program finds the store of its snapshots: it is asked when the program needs it, so that no store is opened, or
 * made, for a program that does not.
 *
 * <p>Threading: used by the thread that runs the program.
 */
public interface StoreAccess {
    /**
     * Returns the store to check spaces out of.
     *
     * @throws io.mettalith.store.disk.StoreException if there is none
     */
    SegmentStore forReading();

    /**
     * Returns the store to commit spaces to, made if there was none.
     *
     * @throws io.mettalith.store.disk.StoreException if it cannot be opened or made
     */
    SegmentStore forWriting();

    /** Returns the access to a store that is open, and stays the caller's to close. */
    static StoreAccess to(SegmentStore store) {
        return new StoreAccess() {
            @Override
            public SegmentStore forReading() {
                return store;
            }

            @Override
            public SegmentStore forWriting() {
                return store;
            }
        };
    }
}
