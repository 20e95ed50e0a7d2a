package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.store.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs MeTTa programs and compares what they print with the {@code .out} file beside each. */
class ProgramTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/io/mettalith/evaluator/programs");
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    static List<Path> programs() throws IOException {
        final List<Path> programs = new ArrayList<>();
        for (final Path directory : List.of(PROGRAMS, EXAMPLES)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".metta"))
                        .sorted()
                        .forEach(programs::add);
            }
        }
        return programs;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printsWhatIsWrittenBesideIt(Path program) throws IOException {
        final Path expected =
                program.resolveSibling(program.getFileName().toString().replace(".metta", ".out"));
        assertThat(run(program).stream().map(ProgramTest::withoutIds).toList()).isEqualTo(Files.readAllLines(expected));
    }

    /** Returns a line in which variables that were made on the way have no numbers: those depend on how much was made. */
    private static String withoutIds(String line) {
        return line.replaceAll("(\\$[^\\s()#]+)#\\d+", "$1#");
    }

    private static List<String> run(Path program) throws IOException {
        final List<String> lines = new ArrayList<>();
        try (Environment environment = Environment.create()) {
            final Metta metta = new Metta(environment);
            metta.output(lines::add);
            metta.modules().directory(program.getParent());
            metta.run(
                    SourceText.ofUtf8(program.getFileName().toString(), Files.readAllBytes(program)),
                    results -> lines.add(metta.format(results)));
        }
        return lines;
    }
}
