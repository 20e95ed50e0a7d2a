package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What bash offers with the script that {@code completion} prints. */
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void printScript() throws IOException {
        final Cli cli = Cli.run("completion");
        assertThat(cli.exitCode()).isZero();
        script = Files.writeString(directory.resolve("mettalith.bash"), cli.out());
    }

    /** Returns what bash offers for the last word. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        assumeThat(BASH).exists();
        final List<String> command = new ArrayList<>(List.of(
                BASH.toString(),
                "--norc",
                "-c",
                "source \"$1\"; shift; compopt() { :; }; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE};"
                        + " _complete_mettalith; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash",
                script.toString(),
                Main.NAME));
        command.addAll(List.of(words));
        final Process bash =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(out).isZero();
        return out.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    static List<CommandLine> commands() {
        return Main.allCommands().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    @Test
    void commandsAreOfferedButHiddenOnesAreNot() throws IOException, InterruptedException {
        final List<String> names =
                commands().stream().map(CommandLine::getCommandName).toList();
        assertThat(names).contains("run", "import", "completion");
        assertThat(offered("")).containsAll(names).doesNotContain("reference");
    }

    @Test
    void aCommandIsCompleted() throws IOException, InterruptedException {
        assertThat(offered("comple")).containsExactly("completion");
        assertThat(offered("no-such")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionOfACommandIsOffered(CommandLine command) throws IOException, InterruptedException {
        final List<String> options = command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> List.of(option.names()).stream())
                .toList();
        assertThat(options).contains("--help");
        assertThat(offered(command.getCommandName(), "-")).containsAll(options);
    }

    @Test
    void anOptionIsCompleted() throws IOException, InterruptedException {
        assertThat(offered("run", "--com")).containsExactly("--commit");
        assertThat(offered("eval", "--max-st")).containsExactlyInAnyOrder("--max-stack-depth", "--max-steps");
    }

    @Test
    void directoriesAndFilesAreOfferedWhereAnOptionTakesOne() throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("knowledge"));
        assertThat(offered("run", "--store", directory.resolve("kno").toString()))
                .containsExactly(directory.resolve("knowledge").toString());
    }

    @Test
    void refsFilesAndValuesAreOfferedWhereTheyBelong() throws IOException, InterruptedException {
        final Path store = directory.resolve("store");
        final Path facts = Files.writeString(directory.resolve("facts.metta"), "(a)");
        Cli.run("import", "--store", store, "--into", "main", facts);
        Cli.run("branch", "--store", store, "team/work", "main");
        final String where = store.toString();
        assertThat(offered("show", "--store", where, "")).containsExactlyInAnyOrder("main", "team/work");
        assertThat(offered("show", "--store=" + where, "te")).containsExactly("team/work");
        assertThat(offered("show", "--store", "=", where, "te")).containsExactly("team/work");
        assertThat(offered("diff", "--store", where, "main", "t")).containsExactly("team/work");
        assertThat(offered("import", "--store", where, "--into", "m")).containsExactly("main");
        assertThat(offered("import", "--store", where, "--into", "=", "m")).containsExactly("main");
        assertThat(offered("import", "--store", where, "--into=m")).containsExactly("--into=main");
        assertThat(offered("import", "--format", "=")).contains("metta", "nquads", "csv");
        assertThat(offered("import", "--format", "n")).containsExactlyInAnyOrder("ntriples", "nquads");
        assertThat(offered("run", directory.resolve("fac").toString())).containsExactly(facts.toString());
        assertThat(offered("run", "--no-hints", directory.resolve("fac").toString()))
                .containsExactly(facts.toString());
        assertThat(offered("run", "--store", "=", directory.resolve("fac").toString()))
                .containsExactly(facts.toString());
        assertThat(offered("help", "exp")).containsExactly("export");
        assertThat(offered("eval", "")).isEmpty();
    }

    /** A label that is none of these is something that nobody can guess. */
    @Test
    void everyLabelIsKnown() {
        final List<String> free = List.of(
                "N", "TEXT", "TIME", "NAME", "EXPR", "PATTERN", "ID", "CHAR", "COMMAND", "FORMAT", "SIZE", "MODULE");
        for (final CommandLine command : commands()) {
            command.getCommandSpec().args().stream()
                    .filter(argument -> argument.arity().max() > 0)
                    .forEach(argument -> assertThat(argument.paramLabel())
                            .as(command.getCommandName())
                            .matches(label -> free.contains(label)
                                    || BashCompletion.REFS.contains(label)
                                    || BashCompletion.FILES.contains(label)));
        }
    }
}
