package io.mettalith.tools;

import io.mettalith.store.snapshot.SegmentStore;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store a command writes to, and how long it waits for its turn. The lock is taken before the work begins. */
final class WritingOptions {
    @Mixin
    private StoreOptions store;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "0",
            description =
                    "wait so long for another process that writes: 500ms, 10s, 2m, 10 (seconds; default: not at all)")
    private Duration wait;

    /** Opens the store, which has to be there, for writing. */
    SegmentStore open() {
        return locked(store.open());
    }

    /** Opens the store for writing, making it where there is none. */
    SegmentStore openOrCreate() {
        return locked(store.openOrCreate());
    }

    /** Opens the store, making it where there is none, without taking the right to write. */
    SegmentStore openOrCreateUnlocked() {
        return store.openOrCreate();
    }

    /** Opens the store for reading; it has to be there. */
    SegmentStore openForReading() {
        return store.open();
    }

    /** Reports whether there is anything where the store is to be. */
    boolean exists() {
        return java.nio.file.Files.exists(store.directory());
    }

    /** Takes the right to write, until the store is closed. */
    void lock(SegmentStore opened) {
        opened.writer(wait);
    }

    private SegmentStore locked(SegmentStore opened) {
        try {
            opened.writer(wait);
            return opened;
        } catch (final RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
