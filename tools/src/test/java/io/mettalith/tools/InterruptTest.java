package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, sent to a process of its own. */
@Timeout(120)
class InterruptTest {
    @TempDir
    private Path directory;

    private Process start(Object... args) throws IOException {
        final List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add"))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        for (final Object arg : args) {
            line.add(arg.toString());
        }
        return new ProcessBuilder(line)
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void controlCStopsTheEvaluationPrintsWhatWasFoundAndCommitsNothing() throws Exception {
        final Path program = Files.writeString(
                directory.resolve("p.metta"),
                "(= (spin) (spin))\n(= (some) 1)\n(= (some) (let $x (println! ready) (spin)))\n!(some)\n!(+ 1 1)\n");
        final Path store = directory.resolve("store");
        final Process process = start("run", "--store", store, "--commit", "kb", program);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("ready");
            interrupt(process);
            assertThat(out.readLine()).isEqualTo("[1]");
            assertThat(out.readLine()).isNull();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(Files.readString(directory.resolve("err"))).contains("p.metta:4:2: evaluation interrupted");
        assertThat(Cli.run("refs", "--store", store).out()).isEmpty();
    }
}
