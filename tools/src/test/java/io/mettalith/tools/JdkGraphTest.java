package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example with real input: the class graph of the JDK that runs this test, imported, opened again and queried. The
 * answers are compared with those that a plain Java program computes from the class files.
 */
class JdkGraphTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "jdk");
    private static final long MINIMUM_FACTS = 300_000;

    @TempDir
    private Path directory;

    @Test
    void queriesAnswerWhatAPlainJavaCheckComputes() throws Exception {
        final Path facts = directory.resolve("jdk.metta");
        java(facts, "JdkGraph.java");
        final Path answers = directory.resolve("answers.txt");
        java(answers, "JdkGraphAnswers.java");

        final Path store = directory.resolve("store");
        final Cli imported = Cli.run("import", "--json", "--store", store, "--into", "jdk", facts);
        assertThat(imported.err()).isEmpty();
        assertThat(number(imported.out(), "atoms")).isGreaterThanOrEqualTo(MINIMUM_FACTS);

        final Cli answered = Cli.run("run", "--store", store, "--from", "jdk", EXAMPLE.resolve("queries.metta"));
        assertThat(answered.err()).isEmpty();
        assertThat(answered.exitCode()).isZero();
        assertThat(sorted(answered.lines())).isEqualTo(sorted(Files.readAllLines(answers)));

        final String stat = Cli.run("stat", "--json", "--store", store, "jdk").out();
        assertThat(decimal(stat, "offHeapBytesPerAtom")).isBetween(10.0, 64.0);
        assertThat(decimal(stat, "heapBytesPerAtom")).isBetween(0.0, 2.0);
    }

    private static void java(Path output, String program) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        EXAMPLE.resolve(program).toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static long number(String json, String field) {
        return (long) decimal(json, field);
    }

    private static double decimal(String json, String field) {
        final Matcher matcher =
                Pattern.compile("\"" + field + "\":(-?[0-9.eE-]+)").matcher(json);
        assertThat(matcher.find()).as(field + " in " + json).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    /** Returns each line with its results in the order of their text, which the language leaves open. */
    private static List<List<String>> sorted(List<String> lines) {
        return lines.stream()
                .map(line -> results(line).stream().sorted().toList())
                .toList();
    }

    private static List<String> results(String line) {
        final String inner = line.substring(1, line.length() - 1);
        final List<String> results = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < inner.length(); i++) {
            final char c = inner.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && inner.startsWith(", ", i)) {
                results.add(inner.substring(from, i));
                from = i + 2;
            }
        }
        if (!inner.isEmpty()) {
            results.add(inner.substring(from));
        }
        return results;
    }
}
