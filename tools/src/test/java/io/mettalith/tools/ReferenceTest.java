package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed pages of the reference are those that the functions' documentation gives. */
class ReferenceTest {
    private static final Path COMMITTED = Path.of("..", "docs", "reference");

    private static Map<String, String> read(Path directory) throws IOException {
        final Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return pages;
    }

    @Test
    void theCommittedPagesAreUpToDate() throws IOException {
        final Map<String, String> committed = read(COMMITTED);
        final Map<String, String> generated = ReferenceCommand.pages();
        assertThat(committed.keySet()).isEqualTo(generated.keySet());
        generated.forEach((file, text) -> assertThat(committed.get(file))
                .as(file + "; write it anew with: tools/bin/mettalith reference -o docs/reference")
                .isEqualTo(text));
    }

    @Test
    void theCommandWritesThePages(@TempDir Path directory) throws IOException {
        final Path target = directory.resolve("pages");
        assertThat(Cli.run("reference", "-o", target)).isEqualTo(new Cli(0, "", ""));
        assertThat(read(target)).isEqualTo(ReferenceCommand.pages());
    }

    @Test
    void aPageHasTypesArgumentsAndResults() {
        assertThat(ReferenceCommand.pages().get("control.md"))
                .contains(
                        "## `if`\n\n`(-> Bool Atom Atom $t)`\n\nChooses ",
                        "| 1 | `Bool` | yes | condition |\n| 2 | `Atom` | no | atom for True |\n",
                        "\nResult: `$t`, value of the chosen atom.\n");
        assertThat(ReferenceCommand.pages().get("README.md"))
                .contains("| `random-int` | [Random numbers](random.md) |\n");
    }
}
