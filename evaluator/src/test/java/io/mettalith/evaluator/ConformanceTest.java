package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the programs that say what the language is. In each, everything executed answers by {@code ()}, which is what an
 * assertion that holds answers by.
 */
class ConformanceTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/conformance");
    private static final int ASSERTIONS_AT_LEAST = 900;

    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        return files().map(file -> dynamicTest(file.getFileName().toString(), () -> allHold(file)));
    }

    @Test
    void thereAreEnoughAssertions() throws IOException {
        long assertions = 0;
        for (final Path file : files().toList()) {
            assertions += executed(source(file)).stream()
                    .filter(ConformanceTest::isAssertion)
                    .count();
        }
        assertThat(assertions).isGreaterThanOrEqualTo(ASSERTIONS_AT_LEAST);
    }

    @Test
    void anAssertionThatDoesNotHoldIsNoticed() {
        final SourceText failing = SourceText.of("failing", "!(assertEqual (+ 1 2) 4) !(assertEqual 1 1)");
        final List<String> results = results(failing);
        assertThat(results).hasSize(1);
        assertThat(results.get(0)).contains("Missed results: 4");
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files.filter(file -> file.toString().endsWith(".metta")).sorted().toList().stream();
        }
    }

    private static SourceText source(Path file) throws IOException {
        return SourceText.ofUtf8(file.getFileName().toString(), Files.readAllBytes(file));
    }

    private static void allHold(Path file) throws IOException {
        final List<Atom> executed = executed(source(file));
        assertThat(executed).anyMatch(ConformanceTest::isAssertion);
        final List<String> results = results(source(file));
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).as("%s", executed.get(i)).isEqualTo("[()]");
        }
        assertThat(results).hasSameSizeAs(executed);
    }

    /** Returns what follows a {@code !}, as it is written. */
    private static List<Atom> executed(SourceText source) {
        final Parser parser = new Parser(source, new Tokenizer());
        final List<Atom> executed = new ArrayList<>();
        while (parser.next()) {
            if (parser.isExecuted()) {
                executed.add(parser.atom());
            }
        }
        return executed;
    }

    private static boolean isAssertion(Atom atom) {
        return atom instanceof Expression call
                && call.size() > 0
                && call.head().toString().startsWith("assert");
    }

    private static List<String> results(SourceText source) {
        final List<String> results = new ArrayList<>();
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Environment.create()) {
            final Metta metta = new Metta(environment);
            metta.output(line -> {});
            metta.store(store);
            metta.run(source, result -> results.add(metta.format(result)));
        }
        return results;
    }
}
