package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lets the system's own calls fail, by strace, at each of their turns in a process that commits: the process fails too.
 * What {@link ForcingFailureTest} shows of every verb by way of the steps, this shows of the calls below them.
 */
@Tag("nightly")
class SystemCallFailureTest {
    private static final int MOST_TURNS = 60;
    private static final int SECONDS = 60;

    @TempDir
    private Path temporary;

    @BeforeEach
    void findStrace() throws InterruptedException {
        assumeThat(isTracing()).as("strace is there and may trace").isTrue();
    }

    private static boolean isTracing() throws InterruptedException {
        try {
            final Process process = new ProcessBuilder("strace", "-qq", "-e", "trace=none", "true")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    /**
     * What came of a process.
     *
     * @param succeeded whether it ended as if nothing had failed
     * @param injected the calls that were made to fail
     */
    private record Outcome(boolean succeeded, List<String> injected) {
        /** Whether a call failed that is more than a note to the next writer. */
        boolean hasFailure() {
            return injected.stream().anyMatch(call -> !call.contains("/LOCK>"));
        }
    }

    private Outcome commit(String command, String call, int turn) throws IOException, InterruptedException {
        final Path log = temporary.resolve(call + turn + ".log");
        final List<String> prefix = List.of(
                "strace",
                "-f",
                "-y",
                "-qq",
                "-o",
                log.toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":error=EIO:when=" + turn);
        final Process process = StoreProcess.builder(prefix, command, temporary.resolve(call + turn))
                .start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        final List<String> injected = Files.readAllLines(log).stream()
                .filter(line -> line.contains("INJECTED"))
                .toList();
        return new Outcome(process.exitValue() == 0, injected);
    }

    @ParameterizedTest
    @CsvSource({"msync", "fsync", "fdatasync", "rename", "ftruncate", "pwrite64"})
    void callThatFailsIsReported(String call) throws IOException, InterruptedException {
        for (int turn = 1; turn <= MOST_TURNS; turn++) {
            final Outcome outcome = commit("once", call, turn);
            if (outcome.injected().isEmpty()) {
                assertThat(outcome.succeeded()).as("without a failure").isTrue();
                return;
            }
            if (outcome.hasFailure()) {
                assertThat(outcome.succeeded()).as("%s", outcome.injected()).isFalse();
            }
        }
    }

    /** The planted bug: a sync whose answer is not looked at. */
    @Test
    void syncWhoseAnswerIsIgnoredIsFoundOut() throws IOException, InterruptedException {
        final Outcome outcome = commit("deaf", "msync", 1);
        assertThat(outcome.hasFailure()).isTrue();
        assertThat(outcome.succeeded()).isTrue();
    }
}
