package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The manual pages, as they are written and as they are read. */
class ManTest {
    private static final Path EXPECTED = Path.of("src/test/resources/io/mettalith/tools/mettalith-completion.1");

    @TempDir
    private Path directory;

    private Path pages;

    @BeforeEach
    void writePages() {
        pages = directory.resolve("man1");
        assertThat(Cli.run("man", "-o", pages)).isEqualTo(new Cli(0, "", ""));
    }

    static List<CommandLine> commands() {
        final CommandLine main = Main.allCommands();
        final List<CommandLine> all = new ArrayList<>(List.of(main));
        main.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(all::add);
        return all;
    }

    private Path page(CommandLine command) {
        return pages.resolve(command.getCommandSpec().qualifiedName("-") + ".1");
    }

    /** Returns what a reader of a page sees, by whichever program for that is here, without the padding of lines. */
    private static String read(Path page) throws IOException, InterruptedException {
        final String renderer = Stream.of("man", "mandoc", "groff")
                .filter(name -> Files.isExecutable(Path.of("/usr/bin", name)))
                .findFirst()
                .orElse("");
        assumeThat(renderer).isNotEmpty();
        final List<String> options = switch (renderer) {
            case "man" -> List.of("--warnings", "-l");
            case "mandoc" -> List.of("-Tutf8", "-Wwarning");
            default -> List.of("-man", "-Tutf8", "-ww");
        };
        final List<String> command = new ArrayList<>(List.of(renderer));
        command.addAll(options);
        command.add(page.toString());
        final ProcessBuilder builder = new ProcessBuilder(command);
        final Path complaints = page.resolveSibling("complaints");
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "MANWIDTH", "200", "MANPAGER", "cat"));
        builder.redirectError(complaints.toFile());
        final Process process = builder.start();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(complaints)).isEmpty();
        // Terminals get bold and underlined text by overstriking, or by escape sequences.
        return out.replaceAll(".\b", "").replaceAll("\u001b\\[[0-9;]*m", "").replaceAll("\\s+", " ");
    }

    @Test
    void aPageIsWrittenForEveryCommandThatIsNotHidden() throws IOException {
        final List<String> expected = commands().stream()
                .map(command -> page(command).getFileName().toString())
                .sorted()
                .toList();
        assertThat(expected).contains("mettalith.1", "mettalith-run.1").doesNotContain("mettalith-reference.1");
        try (Stream<Path> files = Files.list(pages)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aReaderSeesEveryOptionAndArgument(CommandLine command) throws IOException, InterruptedException {
        final String text = read(page(command));
        assertThat(text).contains("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS");
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> assertThat(text).contains(option.longestName(), words(option.description())));
        command.getCommandSpec()
                .positionalParameters()
                .forEach(argument -> assertThat(text).contains(argument.paramLabel(), words(argument.description())));
        Stream.of(command.getCommandSpec().usageMessage().description())
                .forEach(line -> assertThat(text).contains(words(line)));
    }

    private static String words(String... text) {
        return String.format(String.join(" ", text)).replaceAll("\\s+", " ").strip();
    }

    @Test
    void theFirstPageListsTheCommands() throws IOException, InterruptedException {
        final String text = read(pages.resolve("mettalith.1"));
        commands()
                .forEach(command ->
                        assertThat(text).contains(command.getCommandSpec().qualifiedName("-")));
        assertThat(text)
                .contains("METTALITH_STORE", "the store or the file system failed")
                .doesNotContain("reference");
    }

    @Test
    void aPageIsAsExpected() throws IOException {
        final Map<String, String> written = new TreeMap<>(ManCommand.pages());
        assertThat(written.get("mettalith-completion.1")).isEqualTo(Files.readString(EXPECTED));
    }

    @Test
    void textStaysText() {
        final String roff = new Roff()
                .paragraph(".SH is no request")
                .paragraph("'nor' is this: C:\\n --x")
                .toString();
        assertThat(roff).isEqualTo(".PP\n\\&.SH is no request\n.PP\n\\&'nor' is this: C:\\en \\-\\-x\n");
    }
}
