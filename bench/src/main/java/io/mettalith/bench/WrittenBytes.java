package io.mettalith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has made the disk write, as Linux counts it: pages of mapped files too, when they first get dirty. */
final class WrittenBytes {
    private static final String FIELD = "write_bytes: ";

    private WrittenBytes() {}

    /** Returns the bytes so far. */
    static long ofThisProcess() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith(FIELD))
                .mapToLong(line -> Long.parseLong(line.substring(FIELD.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("the system does not count written bytes: field=" + FIELD.strip()));
    }
}
