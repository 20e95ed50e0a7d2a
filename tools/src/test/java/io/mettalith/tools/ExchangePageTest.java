package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of {@code docs/exchange.md} and compares what they print. */
class ExchangePageTest {
    private static final Path PAGE = Path.of("..", "docs", "exchange.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?:`([\\w-]+\\.\\w+)`:\n\n)?```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final int FEWEST_COMMANDS = 15;

    @TempDir
    private Path directory;

    private int commands;

    @Test
    void theExamplesPrintWhatThePageSays() throws IOException {
        final Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        int example = 0;
        for (final MatchResult block : blocks.results().toList()) {
            if (block.group(1) != null) {
                Files.writeString(directory.resolve(block.group(1)), block.group(3));
            } else if (block.group(2).equals("console")) {
                run(block.group(3), directory.resolve("store-" + example++));
            }
        }
        assertThat(commands).isGreaterThanOrEqualTo(FEWEST_COMMANDS);
    }

    private void run(String console, Path store) throws IOException {
        for (final String step : console.split("(?m)^\\$ ")) {
            if (!step.isEmpty()) {
                final int end = step.indexOf('\n');
                check(step.substring(0, end), step.substring(end + 1), store);
            }
        }
    }

    private void check(String command, String expected, Path store) throws IOException {
        commands++;
        final List<String> words =
                new ArrayList<>(Arrays.asList(command.replace("'", "").split(" ")));
        if (words.get(0).equals("diff")) {
            assertThat(directory.resolve(words.get(1))).hasSameTextualContentAs(directory.resolve(words.get(2)));
            return;
        }
        final int redirection = words.indexOf(">");
        final List<String> arguments = words.subList(1, redirection < 0 ? words.size() : redirection);
        final Cli cli = Cli.run(arguments(arguments, store).toArray());
        final String committed = words.contains("--commit") ? "\\w+ [0-9a-f]{12}: committed\n" : "";
        assertThat(cli.err()).as(command).matches(committed);
        if (redirection < 0) {
            assertThat(cli.out()).as(command).isEqualTo(expected);
        } else {
            Files.writeString(directory.resolve(words.get(redirection + 1)), cli.out());
        }
    }

    /** Puts files into the test's directory, and the store where a fresh one is. */
    private List<Object> arguments(List<String> words, Path store) {
        final List<Object> arguments = new ArrayList<>();
        for (final String word : words) {
            final boolean file = word.contains(".") || word.equals("second");
            arguments.add(file ? directory.resolve(word) : word);
        }
        if (!words.contains("--store")) {
            arguments.addAll(1, List.of("--store", store));
        }
        return arguments;
    }
}
