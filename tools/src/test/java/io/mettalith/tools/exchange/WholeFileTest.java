package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WholeFileTest {
    @TempDir
    private Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileIsWhatItWasUntilTheNewOneIsWhole() throws IOException {
        final Path file = Files.writeString(directory.resolve("f"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("full");
                }))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("full");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("f");
        WholeFile.write(file, "new");
        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(names()).containsExactly("f");
    }

    @Test
    void linksAreFollowedAndStay() throws IOException {
        final Path folder = Files.createDirectory(directory.resolve("d"));
        Files.createSymbolicLink(folder.resolve("inner"), Path.of("../target"));
        final Path link = Files.createSymbolicLink(directory.resolve("outer"), Path.of("d/inner"));
        for (final String text : List.of("first", "second")) {
            WholeFile.write(link, text);
            assertThat(directory.resolve("target")).hasContent(text).isRegularFile();
            assertThat(link).isSymbolicLink();
        }
        assertThat(names()).containsExactly("d", "outer", "target");
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> WholeFile.write(directory.resolve("loop"), ""))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void devicesAreWrittenThrough() {
        assertThatThrownBy(() -> WholeFile.write(Path.of("/dev/full"), "text"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("/dev/full");
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
        assertThat(WholeFile.isWrittenThrough(Path.of("/proc/self/fd/1"))).isTrue();
    }

    /** Writes for as long as nobody ends it. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] args) throws IOException {
            WholeFile.write(Path.of(args[0]), out -> {
                out.write('a');
                System.out.println("writing");
                System.out.flush();
                try {
                    Thread.sleep(100_000);
                } catch (final InterruptedException e) {
                    throw new IOException(e);
                }
            });
        }
    }

    @Test
    void aProcessThatIsEndedLeavesNothing() throws Exception {
        for (final String signal : List.of("INT", "TERM")) {
            final Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Endless.class.getName(),
                            directory.resolve("f").toString())
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).isEqualTo("writing");
                assertThat(names()).singleElement().asString().endsWith(".part");
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(names()).isEmpty();
        }
    }
}
