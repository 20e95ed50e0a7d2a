package io.mettalith.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory processes have had resident, as Linux tells it in {@code /proc}. */
final class ResidentMemory {
    private static final String PEAK = "VmHWM:";
    private static final long KIB = 1024;

    private ResidentMemory() {}

    /** Returns the most that the process, or one of those it started, has had so far; 0 where nothing is told. */
    static long peakBytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(each -> peakBytes(Path.of("/proc", Long.toString(each.pid()), "status")))
                .max()
                .orElse(0);
    }

    private static long peakBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(ResidentMemory::bytes)
                    .findFirst()
                    .orElse(0);
        } catch (final IOException | java.io.UncheckedIOException e) {
            return 0; // the process has ended meanwhile
        }
    }

    /** Returns the bytes of a line such as {@code VmHWM:	    1024 kB}. */
    static long bytes(String line) {
        return KIB * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
