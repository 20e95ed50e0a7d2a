package io.mettalith.evaluator;

import static io.mettalith.evaluator.Values.to;
import static io.mettalith.evaluator.Values.toDouble;
import static io.mettalith.evaluator.Values.toLong;
import static io.mettalith.evaluator.Values.toText;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.Limit;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tutorial. Its MeTTa is run from the page, block after block of a section, and each comment behind a {@code !}
 * is what that comes to. Its Java is the code of the methods here, line by line, but for the lines that end in {@code //
 * test}.
 */
class TutorialTest {
    private static final Path PAGE = Path.of("..", "docs", "tutorial.md");
    private static final Pattern METTA = Pattern.compile("```metta\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void theProgramsOfThePagePrintWhatItSays() throws IOException {
        int evaluated = 0;
        for (final String section : Files.readString(PAGE).split("\n## ")) {
            try (SegmentStore store = SegmentStore.inMemory();
                    Metta metta = Metta.create()) {
                metta.store(store);
                final Matcher blocks = METTA.matcher(section);
                while (blocks.find()) {
                    final List<String> expected = expectedResults(blocks.group(1));
                    assertThat(metta.run(blocks.group(1)).stream().map(metta::format))
                            .as(blocks.group(1))
                            .isEqualTo(expected);
                    evaluated += expected.size();
                }
            }
        }
        assertThat(evaluated).isGreaterThan(20);
    }

    private static List<String> expectedResults(String program) {
        return program.lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(line.indexOf(';') + 1).strip())
                .toList();
    }

    @Test
    void theJavaOfThePageIsTheCodeHere() throws IOException {
        assertThat(PageSnippets.ofPage(PAGE)).isNotEmpty().isEqualTo(PageSnippets.ofTest(TutorialTest.class));
    }

    @Test
    void fiveLines() {
        // snippet: five lines
        try (Metta metta = Metta.create()) {
            metta.define("cube", "(-> Number Number)", arguments -> Math.pow(toDouble(arguments[0]), 3));
            metta.run("(= (half $x) (/ $x 2))");
            System.out.println(metta.evaluate("(half (cube 3))"));
            assertThat(metta.evaluate("(half (cube 3))")).hasToString("[13.5]"); // test
        }
        // end of snippet
    }

    @Test
    void values() {
        try (Metta metta = Metta.create()) {
            values(metta);
        }
    }

    private static void values(Metta metta) {
        // snippet: values
        final List<Atom> results = metta.evaluate("(superpose (1 2.5 \"text\" (a list)))");
        final Object number = Values.toJava(results.get(0));
        final double real = Values.toDouble(results.get(1));
        final String text = Values.toText(results.get(2));
        final List<?> list = Values.toList(results.get(3));
        final Atom call = metta.atom(List.of(Values.symbol("+"), 40, 2));
        // end of snippet
        assertThat(number).isEqualTo(1L);
        assertThat(real).isEqualTo(2.5);
        assertThat(text).isEqualTo("text");
        assertThat(list).hasToString("[a, list]");
        assertThat(metta.evaluate(call)).hasToString("[42]");
    }

    @Test
    void functions() {
        try (Metta metta = Metta.create()) {
            functions(metta);
            assertThat(metta.evaluate("(plus-days (date \"2026-02-27\") 2)")).hasToString("[2026-03-01]");
            assertThat(metta.evaluate("(date \"tomorrow\")").toString())
                    .startsWith("[(Error (date \"tomorrow\") Text 'tomorrow' could ");
            assertThat(metta.stream("(days-from (date \"2026-12-31\"))")
                            .limit(2)
                            .toList())
                    .hasToString("[2026-12-31, 2027-01-01]");
        }
    }

    private static void functions(Metta metta) {
        // snippet: functions
        metta.declare(LocalDate.class, "Date");
        metta.define("date", "(-> String Date)", arguments -> LocalDate.parse(toText(arguments[0])));
        metta.define(
                "plus-days",
                "(-> Date Number Date)",
                arguments -> to(arguments[0], LocalDate.class).plusDays(toLong(arguments[1])));
        metta.define(
                "days-from",
                "(-> Date Date)",
                arguments -> to(arguments[0], LocalDate.class).datesUntil(LocalDate.MAX));

        metta.evaluate("(plus-days (date \"2026-02-27\") 2)");
        metta.evaluate("(date \"tomorrow\")");
        metta.stream("(days-from (date \"2026-12-31\"))").limit(2).toList();
        // end of snippet
    }

    @Test
    void forks() {
        // snippet: fork
        try (Environment rules = Environment.create()) {
            new Metta(rules).run("(= (price $item) (* 2 (cost $item))) (= (cost apple) 3)");
            try (Environment request = rules.fork()) {
                final Metta metta = new Metta(request);
                metta.run("(= (cost pear) 4)");
                metta.evaluate("(price pear)");
                assertThat(metta.evaluate("(price pear)")).hasToString("[8]"); // test
            }
            new Metta(rules).evaluate("(price pear)");
            assertThat(new Metta(rules).evaluate("(price pear)")).hasToString("[(* 2 (cost pear))]"); // test
        }
        // end of snippet
    }

    @Test
    void limits() {
        try (Metta metta = Metta.create()) {
            limits(metta);
            metta.limits(Limits.none());
            streams(metta);
        }
    }

    private static void limits(Metta metta) {
        LimitExceededException exceeded = null;
        // snippet: limits
        metta.limits(Limits.none()
                .withMaxStackDepth(100_000)
                .withMaxSteps(10_000_000)
                .withTimeout(Duration.ofSeconds(2))
                .withMaxResults(100));
        try {
            metta.run("(= (from $n) $n) (= (from $n) (from (+ $n 1))) !(from 0)");
        } catch (final LimitExceededException e) {
            e.limit();
            e.results();
            exceeded = e; // test
        }
        // end of snippet
        assertThat(exceeded.limit()).isEqualTo(Limit.RESULTS);
        assertThat(exceeded.results()).hasSize(100);
    }

    private static void streams(Metta metta) {
        // snippet: stream
        try (Stream<Atom> numbers = metta.stream("(from 10)")) {
            numbers.limit(3).toList();
        }
        // end of snippet
        assertThat(metta.stream("(from 10)").limit(3).toList()).hasToString("[10, 11, 12]");
    }

    @Test
    void snapshots() {
        // snippet: snapshot
        try (SegmentStore store = SegmentStore.openOrCreate(directory)) {
            try (Metta metta = Metta.create()) {
                metta.run("(parent Tom Bob) (= (greet $x) (hello $x))");
                store.commit("family", metta.environment());
            }
            try (Environment family = store.checkout("family")) {
                new Metta(family).run("!(match &self (parent Tom $x) (greet $x))");
                assertThat(new Metta(family).run("!(match &self (parent Tom $x) (greet $x))")) // test
                        .hasToString("[[(hello Bob)]]"); // test
            }
        }
        // end of snippet
    }
}
