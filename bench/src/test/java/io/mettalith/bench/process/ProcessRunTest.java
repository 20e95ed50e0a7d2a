package io.mettalith.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void keepsOutputErrorsAndExitCode() throws IOException {
        final ProcessRun run = shell("echo one; echo two; echo; echo trouble >&2; exit 3", MINUTE);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.output()).isEqualTo("one\ntwo\n\n");
        assertThat(run.lastLine()).contains("two");
        assertThat(run.lastError()).contains("trouble");
        assertThat(run.timedOut()).isFalse();
    }

    @Test
    void runsInTheDirectoryAndFindsNothingOnStandardInput() throws IOException {
        final ProcessRun run = shell("pwd -P; cat", MINUTE);
        assertThat(run.output().strip()).isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void endsWhatTakesTooLongWithWhatItStarted() throws IOException {
        final ProcessRun run = shell("echo begun; sleep 600; echo never", Duration.ofSeconds(3));
        assertThat(run.timedOut()).isTrue();
        assertThat(run.output()).isEqualTo("begun\n");
    }

    @Test
    void tellsTheMemoryOfAProcessThatTheFirstOneStarts() throws IOException {
        final ProcessRun run = shell("sleep 0.2; true", MINUTE);
        assertThat(run.peakBytes()).isBetween(1L << 16, 1L << 30);
        assertThat(ResidentMemory.bytes("VmHWM:\t    1024 kB")).isEqualTo(1 << 20);
    }

    @Test
    void aProgramThatIsNotThereIsAFailure() {
        assertThatThrownBy(() -> ProcessRun.of(List.of("/no/such/program"), directory, MINUTE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    private ProcessRun shell(String script, Duration limit) throws IOException {
        return ProcessRun.of(List.of("sh", "-c", script), directory, limit);
    }
}
