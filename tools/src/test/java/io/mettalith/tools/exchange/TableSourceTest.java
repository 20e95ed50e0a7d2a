package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSourceTest {
    @TempDir
    private Path directory;

    private List<String> atoms(String file, String text, ImportOptions options) throws IOException {
        return atoms(Files.writeString(directory.resolve(file), text), options);
    }

    private static List<String> atoms(Path file, ImportOptions options) throws IOException {
        try (Environment environment = Environment.create();
                Import facts = new Import()) {
            facts.read(file.toString(), options, ReadProgress.NONE);
            facts.addTo(environment, SpaceId.MAIN);
            final List<String> atoms = new ArrayList<>();
            try (Cursor cursor = environment.atoms(SpaceId.MAIN)) {
                while (cursor.next()) {
                    atoms.add(cursor.toStoredAtom().code() + " x" + cursor.count());
                }
            }
            return atoms;
        }
    }

    @Test
    void aRowIsAnAtomUnderTheNameOfTheFile() throws IOException {
        assertThat(atoms("people.csv", "name,age\nAnn,41\n\"Bob, jr.\",7\n", ImportOptions.BY_NAME))
                .containsExactlyInAnyOrder(
                        "(people \"Ann\" 41) x1", "(people \"Bob, jr.\" 7) x1", "(columns people \"name\" \"age\") x1");
    }

    @Test
    void aFieldIsANumberOnlyWhereItsTextComesBack() throws IOException {
        final ImportOptions unnamed = new ImportOptions(Optional.empty(), Optional.of("n"), false);
        assertThat(atoms("t.csv", "7,-7,07,+7,7.5,7.50,1e3,1000.0,-0,-0.0,1e16,NaN,INF,,True\n", unnamed))
                .containsExactly("(n 7 -7 \"07\" \"+7\" 7.5 \"7.50\" \"1e3\" 1000.0 \"-0\" -0.0 1e16 \"NaN\" \"INF\""
                        + " \"\" \"True\") x1");
        assertThat(atoms("t.csv", "123456789012345678901234567890\n", unnamed))
                .containsExactly("(n 123456789012345678901234567890) x1");
    }

    @Test
    void tabsSeparateFieldsToo() throws IOException {
        assertThat(atoms("t.tsv", "a\tb\n1,2\t\"x\ty\"\n1,2\t\"x\ty\"\n", ImportOptions.BY_NAME))
                .containsExactlyInAnyOrder("(t \"1,2\" \"x\\ty\") x2", "(columns t \"a\" \"b\") x1");
    }

    @Test
    void compressedTablesAreRead() throws IOException {
        final Path file = directory.resolve("t.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a\n1\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(atoms(file, ImportOptions.BY_NAME)).containsExactlyInAnyOrder("(t 1) x1", "(columns t \"a\") x1");
    }

    @Test
    void aDamagedCompressedFileIsNamed() throws IOException {
        final Path whole = directory.resolve("whole.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write("a,b\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        final byte[] bytes = Files.readAllBytes(whole);
        final Path cut = Files.write(directory.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> atoms(cut, ImportOptions.BY_NAME))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("cut.csv.gz: compressed file damaged");
        final Path plain = Files.writeString(directory.resolve("plain.csv.gz"), "a,b\n");
        assertThatThrownBy(() -> atoms(plain, ImportOptions.BY_NAME))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("plain.csv.gz: compressed file damaged");
    }

    @Test
    void aRowOfAnotherLengthIsNamedWithItsLine() {
        assertThatThrownBy(() -> atoms("t.csv", "a,b\n1,\"x\ny\"\n\n1,2,3\n", ImportOptions.BY_NAME))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("t.csv:5:5: row of another length: fields=more, expected=2; every row");
    }

    @Test
    void malformedBytesAreNamed() throws IOException {
        final Path file = Files.write(directory.resolve("t.csv"), new byte[] {'a', '\n', 'b', (byte) 0xFF, '\n'});
        assertThatThrownBy(() -> atoms(file, ImportOptions.BY_NAME))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("t.csv:2:2: malformed UTF-8")
                .hasMessageContaining("save the text as UTF-8");
    }

    @Test
    void wrongQuotesAreNamed() {
        assertThatThrownBy(() -> atoms("t.csv", "a,b\n1,\"x\"y\n", ImportOptions.BY_NAME))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("t.csv:2:6: text behind a closing quote");
    }
}
