package io.mettalith.tools;

import io.mettalith.store.snapshot.SegmentStore;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which store a command works on. */
final class StoreOptions {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "directory of the store (default: $METTALITH_STORE, or .mettalith here)")
    private Path directory;

    /** Returns the directory, whether there is a store in it or not. */
    Path directory() {
        return directory == null ? Path.of(usual()) : directory;
    }

    /** Returns where the store is if nobody says so. An empty variable is none, as in shells. */
    private static String usual() {
        final String variable = System.getenv("METTALITH_STORE");
        return variable == null || variable.isEmpty() ? ".mettalith" : variable;
    }

    /** Opens the store for reading only, or for short writing; it has to be there. */
    SegmentStore open() {
        return SegmentStore.open(directory());
    }

    /** Opens the store, making it where there is none. */
    SegmentStore openOrCreate() {
        return SegmentStore.openOrCreate(directory());
    }
}
