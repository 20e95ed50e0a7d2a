package io.mettalith.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that has been run from its start to its end, with nothing on its standard input.
 *
 * @param exit the exit code; {@link #TIMED_OUT} where the program was ended
 * @param seconds from the call that starts the process to its end, by the clock on the wall
 * @param peakBytes the most memory that the process, or one that it started, had resident; 0 where the system does not
 *     tell. It is read every {@value #POLL_MS} ms, so what is taken in the last moments may be missed.
 * @param output all that went to standard output
 * @param errors all that went to standard error
 */
public record ProcessRun(int exit, double seconds, long peakBytes, String output, String errors) {
    /** What {@link #exit} is where the program took longer than it may, as of the command {@code timeout}. */
    public static final int TIMED_OUT = 124;

    private static final long POLL_MS = 10;

    /**
     * Runs a program.
     *
     * @param command the program and its arguments
     * @param directory to run it in
     * @param limit after which the program and all that it started are ended
     * @throws IOException if it cannot be started
     */
    public static ProcessRun of(List<String> command, Path directory, Duration limit) throws IOException {
        final Path output = Files.createTempFile("mettalith-bench", ".out");
        final Path errors = Files.createTempFile("mettalith-bench", ".err");
        try {
            final ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            final Watch watch = new Watch(builder, limit);
            return new ProcessRun(watch.exit, watch.seconds, watch.peakBytes, text(output), text(errors));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Reports whether the program was ended because it took too long. */
    public boolean timedOut() {
        return exit == TIMED_OUT;
    }

    /** Returns the last line of the output that is not blank. */
    public Optional<String> lastLine() {
        return last(output);
    }

    /** Returns the last line of the errors that is not blank. */
    public Optional<String> lastError() {
        return last(errors);
    }

    private static Optional<String> last(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((first, second) -> second);
    }

    /** Sees a process through. */
    private static final class Watch {
        private final int exit;
        private final double seconds;
        private long peakBytes;

        Watch(ProcessBuilder builder, Duration limit) throws IOException {
            final long startNs = System.nanoTime();
            final Process process = builder.start();
            try {
                exit = waitFor(process, startNs + limit.toNanos());
                seconds = (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted: command=" + builder.command(), e);
            } finally {
                end(process);
            }
        }

        private int waitFor(Process process, long deadlineNs) throws InterruptedException {
            while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                peakBytes = Math.max(peakBytes, ResidentMemory.peakBytes(process.toHandle()));
                if (System.nanoTime() - deadlineNs > 0) {
                    return TIMED_OUT;
                }
            }
            return process.exitValue();
        }

        private static void end(Process process) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
