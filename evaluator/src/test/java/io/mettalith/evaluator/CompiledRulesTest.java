package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the conformance programs with everything that is executed as the right side of a rule, which is compiled: what holds
 * of an expression holds of a call that is reduced to it.
 */
class CompiledRulesTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/conformance");
    /** Commits its own space, where the rules of this test would name other spaces. */
    private static final String COMMITS_ITSELF = "snapshots-of-self.metta";

    @TestFactory
    Stream<DynamicTest> compiled() throws IOException {
        return programs()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    assertThat(results(throughRules(file), true)).isNotEmpty().allMatch("[()]"::equals);
                }));
    }

    @TestFactory
    Stream<DynamicTest> interpreted() throws IOException {
        return programs()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    assertThat(results(throughRules(file), false)).isNotEmpty().allMatch("[()]"::equals);
                }));
    }

    private static Stream<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files
                    .filter(file -> file.toString().endsWith(".metta"))
                    .filter(file -> !file.endsWith(COMMITS_ITSELF))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String throughRules(Path file) throws IOException {
        final String text = Files.readString(file);
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        final Parser parser = new Parser(SourceText.of(file.getFileName().toString(), text), new Tokenizer());
        final StringBuilder program = new StringBuilder();
        int number = 0;
        while (parser.next()) {
            final int start = parser.span().startOffset();
            final String atom = new String(utf8, start, parser.span().endOffset() - start, StandardCharsets.UTF_8);
            if (parser.isExecuted()) {
                final String name = "through-a-rule-" + number++;
                program.append("(= (" + name + ") ").append(atom).append(")\n!(" + name + ")\n");
            } else {
                program.append(atom).append('\n');
            }
        }
        return program.toString();
    }

    private static List<String> results(String program, boolean compiles) {
        final List<String> results = new ArrayList<>();
        try (SegmentStore store = SegmentStore.inMemory();
                Metta metta = Metta.create()) {
            metta.output(line -> {});
            metta.store(store);
            metta.compiles(compiles);
            metta.memoises(compiles);
            metta.run(SourceText.of("program", program), found -> results.add(metta.format(found)));
        }
        return results;
    }
}
