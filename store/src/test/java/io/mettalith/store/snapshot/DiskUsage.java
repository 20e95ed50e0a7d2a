package io.mettalith.store.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says about bytes on the disk. */
final class DiskUsage {
    private DiskUsage() {}

    /** Returns how many bytes of the disk a file, or all below a directory, take. */
    static long allocatedBytes(Path file) throws IOException {
        final Process du = new ProcessBuilder("du", "-s", "-k", file.toString()).start();
        try (BufferedReader output = du.inputReader(StandardCharsets.UTF_8)) {
            return 1024 * Long.parseLong(output.readLine().split("\\s")[0]);
        }
    }

    /** Returns how many bytes this process has caused to be written to disks so far. */
    static long writtenBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("write_bytes: "))
                .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
                .sum();
    }
}
