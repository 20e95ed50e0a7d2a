package io.mettalith.evaluator.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileModuleTest {
    @TempDir
    private Path directory;

    private final Running running = new Running("fileio");

    @AfterEach
    void close() {
        running.close();
    }

    private String run(String program) {
        return running.run(program.replace("DIR", directory.toString().replace("\\", "\\\\")));
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(run("!(bind! &f (file-open! \"DIR/a.txt\" \"rwc\")) !(file-write! &f \"one é two\")"
                        + "!(file-read-to-string! &f) !(file-seek! &f 0) !(file-read-to-string! &f)"
                        + "!(file-seek! &f 4) !(file-read-exact! &f 2) !(file-read-exact! &f 100)"
                        + "!(file-get-size! &f) !(get-type &f)"))
                .isEqualTo("[()][()][\"\"][()][\"one é two\"][()][\"é\"][\" two\"][10][FileHandle]");
    }

    @Test
    void openingCreatesTruncatesAndAppendsAsAsked() throws IOException {
        final Path file = Files.writeString(directory.resolve("a.txt"), "before");
        assertThat(run("!(file-write! (file-open! \"DIR/a.txt\" \"w\") \"AF\")"))
                .isEqualTo("[()]");
        assertThat(file).hasContent("AFfore");
        assertThat(run("!(bind! &f (file-open! \"DIR/a.txt\" \"ra\")) !(file-write! &f \"!\") !(file-seek! &f 0)"
                        + "!(file-write! &f \"?\") !(file-seek! &f 0) !(file-read-to-string! &f)"))
                .isEqualTo("[()][()][()][()][()][\"AFfore!?\"]");
        assertThat(run("!(nop (file-open! \"DIR/a.txt\" \"wt\"))")).isEqualTo("[()]");
        assertThat(file).isEmptyFile();
        assertThat(run("!(nop (file-open! \"DIR/new.txt\" \"ac\"))")).isEqualTo("[()]");
        assertThat(directory.resolve("new.txt")).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "rc", "t", "rt", "wat", "x", "rwx"})
    void modesThatMakeNoSenseAreErrors(String modes) throws IOException {
        final Path file = Files.writeString(directory.resolve("a.txt"), "kept");
        assertThat(run("!(file-open! \"DIR/a.txt\" \"" + modes + "\")")).contains("(Error ", "file-open! failed: ");
        assertThat(file).hasContent("kept");
    }

    @Test
    void whatTheFileSystemRefusesIsAnErrorThatNamesTheFile() {
        assertThat(run("!(file-open! \"DIR/none.txt\" \"r\")")).contains("no such file: file=", "none.txt", "add c");
        assertThat(run("!(file-open! \"DIR\" \"r\")")).contains("file-open! failed: it is a directory");
        assertThat(run("!(file-open! \"DIR/a.txt\" 1)")).contains("BadArgType 2 String Number");
        assertThat(run("!(bind! &f (file-open! \"DIR/a.txt\" \"wc\")) !(file-read-to-string! &f)"))
                .startsWith("[()][(Error (file-read-to-string! FileHandle-")
                .contains("file-read-to-string! failed: the file is not open for reading: modes=wc; open it with r");
        assertThat(run("!(bind! &r (file-open! \"DIR/a.txt\" \"r\")) !(file-write! &r \"\")"))
                .contains("file-write! failed: the file is not open for writing: modes=r");
    }

    @Test
    void argumentsOfOtherKindsAreErrors() throws IOException {
        Files.write(directory.resolve("a.txt"), new byte[] {'a', (byte) 0xC3, (byte) 0xA9});
        assertThat(run("!(bind! &f (file-open! \"DIR/a.txt\" \"r\")) !(file-read-exact! &f 2)"))
                .contains("what was read is not UTF-8");
        assertThat(run("!(file-seek! &f -1)")).contains("an integer from 0 on is expected: found=-1");
        assertThat(run("!(file-read-exact! &f 1.5)")).contains("an integer from 0 on is expected: found=1.5");
        assertThat(run("!(file-get-size! something)")).contains("a file handle is expected: found=something");
        assertThat(run("!(file-write! &f $x)")).contains("a string is expected: found=$x");
    }
}
