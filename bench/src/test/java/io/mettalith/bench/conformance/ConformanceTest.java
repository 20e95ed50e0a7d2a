package io.mettalith.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path command;
    private Path scripts;

    /** A command that answers one line for each {@code !}, with an error where the script has the word bad. */
    @BeforeEach
    void prepare() throws IOException {
        command = directory.resolve("mettalith");
        Files.writeString(command, """
                #!/bin/sh
                while read -r line; do
                    case $line in
                        *bad*) echo '{"results":["(Error bad seen)"]}'; exit 1 ;;
                        !*) echo '{"results":["()"]}' ;;
                    esac
                done <"$3"
                """);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        scripts = Files.createDirectory(directory.resolve("scripts"));
        Files.writeString(scripts.resolve("good.metta"), "!(assertEqual 1 1)\n!(f)\n");
        Files.writeString(scripts.resolve("notes.txt"), "bad\n");
    }

    @Test
    void allPass() throws IOException {
        assertThat(run(scripts.toString())).isZero();
        assertThat(text(out)).contains("good.metta").contains("1 of 1 pass").doesNotContain("notes");
    }

    @Test
    void oneFails() throws IOException {
        Files.writeString(scripts.resolve("wrong.metta"), "\n!(assertEqual bad 1)\n!(assertEqual 1 1)\n");
        assertThat(run(scripts.toString())).isEqualTo(1);
        assertThat(text(out)).contains("1 of 2 pass").contains("line 2: (Error bad seen)");
    }

    @Test
    void whatIsExceptedIsNotRun() throws IOException {
        Files.writeString(scripts.resolve("wrong.metta"), "!(assertEqual bad 1)\n");
        assertThat(run(scripts.toString(), "--except", "wrong")).isZero();
        assertThat(text(out)).contains("1 of 1 pass");
    }

    @Test
    void aDirectoryWithoutScriptsIsNoSuccess() throws IOException {
        assertThat(run(Files.createDirectory(directory.resolve("empty")).toString()))
                .isEqualTo(1);
    }

    @Test
    void wrongUsageIsExplained() throws IOException {
        assertThat(run("--timeout", "5")).isEqualTo(2);
        assertThat(run(scripts.toString(), "--except")).isEqualTo(2);
        assertThat(run("no-such-directory")).isEqualTo(2);
        assertThat(text(errors))
                .contains("no directory: directories=0; name one")
                .contains("no value: option=--except")
                .contains("not a directory: argument=no-such-directory")
                .contains("usage: bench/conformance");
    }

    private int run(String... arguments) throws IOException {
        return Conformance.run(command.toString(), List.of(arguments), stream(out), stream(errors));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
