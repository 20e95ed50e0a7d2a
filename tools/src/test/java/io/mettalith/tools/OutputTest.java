package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command that there is, with an output that cannot be written. */
class OutputTest {
    /** What they print goes into files. */
    private static final Set<String> SILENT = Set.of("man", "reference");

    @TempDir
    private Path directory;

    private Path store;

    /** Sensible arguments of each command; a new one has to get some here. */
    private final Map<String, List<Object>> arguments = new LinkedHashMap<>();

    @BeforeEach
    void makeStore() throws IOException {
        store = directory.resolve("store");
        final Path facts = Files.writeString(directory.resolve("facts.metta"), "(edge a b) (edge b c) (= (f) 1)");
        final Path more = Files.writeString(directory.resolve("more.metta"), "(edge c d)");
        final Path program = Files.writeString(directory.resolve("p.metta"), "!(+ 1 2)");
        final Path delta = directory.resolve("d.delta");
        Cli.run("import", "--store", store, "--into", "kb", facts);
        Cli.run("branch", "--store", store, "side", "kb");
        Cli.run("import", "--store", store, "--into", "side", more);
        Cli.run("branch", "--store", store, "gone", "kb");
        Cli.run("delete", "--store", store, "gone");
        Cli.run("diff", "--store", store, "kb", "side", "--delta", delta);
        arguments.put("run", List.of(program));
        arguments.put("eval", List.of("(+ 1 2)"));
        arguments.put("import", List.of("--into", "new", facts));
        arguments.put("export", List.of("kb"));
        arguments.put("refs", List.of());
        arguments.put("log", List.of("kb"));
        arguments.put("stat", List.of("kb"));
        arguments.put("show", List.of("kb"));
        arguments.put("dump", List.of("kb"));
        arguments.put("diff", List.of("kb", "side"));
        arguments.put("merge", List.of("--into", "kb", "side"));
        arguments.put("revert", List.of("--into", "side", "side"));
        arguments.put("cherry-pick", List.of("--into", "kb", "side"));
        arguments.put("apply", List.of("--into", "kb", delta));
        arguments.put("blame", List.of("kb", "(edge $x $y)"));
        arguments.put("tag", List.of("v1", "kb"));
        arguments.put("branch", List.of("other", "kb"));
        arguments.put("delete", List.of("side"));
        arguments.put("undelete", List.of("gone"));
        arguments.put("verify", List.of());
        arguments.put("compact", List.of());
        arguments.put("report", List.of("kb", "-o", directory.resolve("page.html")));
        arguments.put("help", List.of());
        arguments.put("completion", List.of());
        arguments.put("man", List.of("-o", directory.resolve("man")));
        arguments.put("reference", List.of("-o", directory.resolve("reference")));
    }

    static List<String> commands() {
        return List.copyOf(Main.allCommands().getSubcommands().keySet());
    }

    private String[] line(String command, boolean json) {
        assertThat(arguments).as("arguments of every command").containsKey(command);
        final List<Object> line = new ArrayList<>(List.of(command));
        final CommandLine model = Main.allCommands().getSubcommands().get(command);
        if (model.getCommandSpec().findOption("--store") != null) {
            line.addAll(List.of("--store", store));
        }
        if (json) {
            line.add("--json");
        }
        line.addAll(arguments.get(command));
        return line.stream().map(Object::toString).toArray(String[]::new);
    }

    private static boolean takesJson(String command) {
        return !command.equals("export")
                && Main.allCommands()
                                .getSubcommands()
                                .get(command)
                                .getCommandSpec()
                                .findOption("--json")
                        != null;
    }

    /** Runs a command whose output fails after some characters; returns the exit code and what it said about it. */
    private static Cli run(Writer out, String... line) {
        final StringWriter err = new StringWriter();
        return new Cli(Main.execute(out, err, line), "", err.toString());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandWhoseOutputFailsSaysSoAndIsQuietOnAClosedPipe(String command) throws IOException {
        for (final boolean json : takesJson(command) ? new boolean[] {false, true} : new boolean[] {false}) {
            final Path copy = directory.resolve("copy" + json);
            final Path original = store;
            for (final String failure : List.of("No space left on device", "Broken pipe")) {
                store = copy.resolveSibling(copy.getFileName() + failure.substring(0, 2));
                copy(original, store);
                final Cli cli = run(new Failing(failure, 2), line(command, json));
                store = original;
                checkOne(command, failure, cli);
            }
        }
    }

    private static void checkOne(String command, String failure, Cli cli) {
        final boolean closed = failure.equals("Broken pipe");
        if (SILENT.contains(command)) {
            assertThat(cli.exitCode()).isZero();
            return;
        }
        assertThat(cli.exitCode())
                .as("%s: %s", command, cli.err())
                .isEqualTo(closed ? ExitCode.OUTPUT_CLOSED : ExitCode.STORE_FAILED);
        assertThat(cli.err()).doesNotContain("\tat ");
        if (closed) {
            assertThat(cli.err()).doesNotContain("error");
        } else {
            assertThat(cli.err()).contains("error: standard output is not whole: reason=" + failure);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void soDoesItsHelp(String command) {
        checkOne("help", "No space left on device", run(new Failing("No space left on device", 2), command, "--help"));
        checkOne("help", "Broken pipe", run(new Failing("Broken pipe", 0), command, "--help"));
    }

    @Test
    void aWriterThatSwallowsFailuresWouldBeNoticed() {
        final Writer swallowing = new PrintWriter(new Failing("No space left on device", 2));
        assertThat(run(swallowing, "eval", "(+ 1 2)").exitCode()).isZero();
    }

    @Test
    void aProgramWhoseOutputFailsCommitsNothingAndSaysSo() {
        final Cli cli = run(
                new Failing("Broken pipe", 0),
                "eval",
                "--store",
                directory.resolve("fresh").toString(),
                "--commit",
                "kb",
                "(println! x)",
                "(add-atom &self (a))");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.OUTPUT_CLOSED);
        assertThat(cli.err()).contains("error: nothing is committed: the program's output was cut short");
        assertThat(Cli.run("refs", "--store", directory.resolve("fresh")).out()).isEmpty();
    }

    @Test
    void controlCharactersOfMessagesDoNotReachTheTerminal() throws IOException {
        final Path facts = Files.writeString(directory.resolve("esc.metta"), "(x)");
        Cli.run("import", "--store", store, "--into", "esc", "-m", "red \u001b[31m\u0007\u009b2J", facts);
        assertThat(Cli.run("log", "--store", store, "esc").out()).contains("red \\x1b[31m\\x07\\u{9b}2J");
        assertThat(Cli.run("blame", "--store", store, "esc", "(x)").out()).contains("; red \\x1b[31m");
        final Cli cli = Cli.run("show", "--store", store, "no\u001b[2Jsuch");
        assertThat(cli.err()).contains("no\\x1b[2Jsuch").doesNotContain("\u001b");
    }

    @Test
    void numbersAreTheSameInEveryLocale() {
        final Locale before = Locale.getDefault();
        final String stat = masked(Cli.run("stat", "--store", store, "kb").out());
        try {
            for (final Locale locale :
                    List.of(Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"), Locale.FRANCE)) {
                Locale.setDefault(locale);
                assertThat(masked(Cli.run("stat", "--store", store, "kb").out()))
                        .as(locale.toString())
                        .isEqualTo(stat);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(stat).contains("100 % full", ".");
    }

    private static String masked(String stat) {
        return stat.replaceAll("on the heap.*", "");
    }

    static Stream<Arguments> numbers() {
        return commands().stream()
                .flatMap(command -> Main.allCommands().getSubcommands().get(command).getCommandSpec().options().stream()
                        .filter(option -> List.of(long.class, Long.class, int.class, Integer.class)
                                .contains(option.type()))
                        .map(option -> Arguments.of(command, option.longestName())));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberThatIsNoneIsWrongUsage(String command, String option) {
        for (final String value : List.of("-1", "x", "1.5", "", "99999999999999999999")) {
            final String[] line = Stream.concat(Stream.of(line(command, false)), Stream.of(option + "=" + value))
                    .toArray(String[]::new);
            final Cli cli = run(new StringWriter(), line);
            assertThat(cli.exitCode()).as("%s %s=%s", command, option, value).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("error: ")
                    .contains(option)
                    .endsWith("see 'mettalith " + command + " --help'");
        }
    }

    @Test
    void thereAreNumbersToCheck() {
        assertThat(numbers()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void helpIsACommand() {
        for (final String command : commands()) {
            assertThat(Cli.run("help", command)).isEqualTo(Cli.run(command, "--help"));
        }
        assertThat(Cli.run("help").out()).isEqualTo(Cli.run("--help").out());
        assertThat(Cli.run("help", "nothing").err()).contains("no such command: name=nothing");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    /** Takes some characters, and fails from then on. */
    private static final class Failing extends Writer {
        private final String reason;
        private int room;

        Failing(String reason, int room) {
            this.reason = reason;
            this.room = room;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) {
                throw new IOException(reason);
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
