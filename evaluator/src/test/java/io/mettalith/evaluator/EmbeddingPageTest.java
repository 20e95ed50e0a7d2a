package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the snippets of the page on embedding, as {@link TutorialTest} does those of the tutorial. */
class EmbeddingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "embedding.md");

    @TempDir
    private Path directory;

    private ContentHash current;
    private Environment environment;

    @Test
    void theJavaOfThePageIsTheCodeHere() throws IOException {
        assertThat(PageSnippets.ofPage(PAGE)).isNotEmpty().isEqualTo(PageSnippets.ofTest(EmbeddingPageTest.class));
    }

    @Test
    void theFlagsOfThePageAreThoseOfTheBuild() throws IOException {
        final String pom = Files.readString(Path.of("..", "pom.xml"));
        final String page = Files.readString(PAGE);
        for (final String property : List.of("jvm.exports", "jvm.opens", "jvm.24")) {
            final int start = pom.indexOf("<" + property + ">") + property.length() + 2;
            final String flags = pom.substring(start, pom.indexOf("</" + property + ">"));
            assertThat(Stream.of(flags.split(" ")))
                    .isNotEmpty()
                    .allSatisfy(flag -> assertThat(page).contains(flag));
        }
    }

    @Test
    void requests() {
        try (Environment rules = Environment.create()) {
            new Metta(rules).run("(= (double $x) (* 2 $x)) (= (spin) (spin))");
            assertThat(answer(rules, "(double 21)")).hasToString("[42]");
            assertThat(answer(rules, "(spin)")).isEmpty();
        }
    }

    private static List<Atom> answer(Environment rules, String question) {
        // snippet: request
        try (Environment request = rules.fork()) {
            final Metta metta = new Metta(request);
            metta.limits(Limits.none()
                    .withMaxSteps(1_000_000)
                    .withTimeout(Duration.ofMillis(500))
                    .withMaxResults(1_000));
            return metta.evaluate(question);
        } catch (final LimitExceededException e) {
            return e.results();
        }
        // end of snippet
    }

    @Test
    void oneWriterAndManyReaders() {
        try (SegmentStore writer = SegmentStore.openOrCreate(directory);
                Environment facts = Environment.create()) {
            facts.add(AtomCode.symbol("first"));
            publish(writer, facts);
            try (SegmentStore readers = SegmentStore.open(directory)) {
                assertThat(latest(readers).size()).isEqualTo(1);
                assertThat(latest(readers)).isSameAs(latest(readers));
                facts.add(AtomCode.symbol("second"));
                writer.commit("facts", facts);
                assertThat(latest(readers).size()).isEqualTo(2);
            }
        }
    }

    private static void publish(SegmentStore writer, Environment facts) {
        // snippet: writer
        writer.commit("facts", facts, "nightly import");
        // end of snippet
    }

    private Environment latest(SegmentStore readers) {
        // snippet: reader
        final ContentHash newest = readers.log("facts").get(0).snapshot();
        if (!newest.equals(current)) {
            environment = readers.checkout("facts");
            current = newest;
        }
        return environment;
        // end of snippet
    }

    @Test
    void aProgramThatKeepsItsWork() {
        try (SegmentStore store = SegmentStore.openOrCreate(directory)) {
            keep(store);
        }
        try (SegmentStore store = SegmentStore.open(directory);
                Metta metta = Metta.create()) {
            metta.store(store);
            assertThat(metta.evaluate("(match (checkout-space \"orders\") (order $n $what) $what)"))
                    .hasToString("[apples]");
        }
    }

    private static void keep(SegmentStore store) {
        // snippet: program
        try (Metta metta = Metta.create()) {
            metta.store(store);
            metta.run("!(bind! &orders (new-space)) !(add-atom &orders (order 1 apples))");
            metta.evaluate("(commit-space! &orders \"orders\")");
        }
        // end of snippet
    }
}
