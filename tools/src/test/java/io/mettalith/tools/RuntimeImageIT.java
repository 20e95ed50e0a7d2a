package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the runnable jar in a runtime image that has only the modules it needs, and so no Java compiler: it commits, reads
 * and compacts, and unpacks nothing to the directory for temporary files.
 */
class RuntimeImageIT {
    private static final String MODULES =
            "java.base,java.compiler,java.logging,java.management,java.naming,jdk.jfr,jdk.unsupported";
    private static final Path JAR = Path.of("target", "mettalith.jar").toAbsolutePath();

    @TempDir
    private static Path image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void link() throws IOException, InterruptedException {
        final String jlink =
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        final Result linked = run(
                image,
                List.of(
                        jlink,
                        "--add-modules",
                        MODULES,
                        "--output",
                        image.resolve("jre").toString()));
        assertThat(linked.code()).as(linked.output()).isZero();
    }

    private record Result(int code, String output) {}

    private static Result run(Path directory, List<String> line) throws IOException, InterruptedException {
        final ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        final Process process = builder.start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(directory.resolve("tmp"));
    }

    private String mettalith(String... arguments) throws IOException, InterruptedException {
        final List<String> line = new ArrayList<>(
                List.of(image.resolve("jre/bin/java").toString(), "-Djava.io.tmpdir=" + temporary(), "-jar"));
        line.add(JAR.toString());
        line.addAll(List.of(arguments));
        final Result result = run(directory, line);
        assertThat(result.code())
                .as("%s: %s", String.join(" ", arguments), result.output())
                .isZero();
        return result.output();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    @Test
    void imageHasNoCompiler() throws IOException, InterruptedException {
        final Result modules = run(image, List.of(image.resolve("jre/bin/java").toString(), "--list-modules"));
        assertThat(modules.output()).contains("java.base").doesNotContain("jdk.compiler");
    }

    @Test
    void commitsReadsAndCompacts() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("facts.metta"), "(edge a b)\n(edge b c)\n");
        assertThat(mettalith("import", "--store", "kb", "--into", "main", "facts.metta"))
                .contains("2 atoms imported");
        assertThat(mettalith("show", "--store", "kb", "main")).contains("(edge a b)", "(edge b c)");
        assertThat(mettalith("compact", "--store", "kb")).contains("2 segments");
        assertThat(mettalith("show", "--store", "kb", "main")).contains("(edge a b)", "(edge b c)");
        assertThat(mettalith("verify", "--store", "kb", "--deep")).doesNotContain("DAMAGED");
        assertThat(temporaryFiles()).isEmpty();
    }
}
