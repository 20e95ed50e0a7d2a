package io.mettalith.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageResultsTest {
    @Test
    void aFileIsReadAsItWasWritten(@TempDir Path directory) throws IOException {
        final LanguageResults results = LanguageSamples.results();
        final Path file = directory.resolve("docs").resolve("language-jdk17.json");
        results.write(file);
        final LanguageResults read = LanguageResults.read(file);
        assertThat(read.machine()).isEqualTo(results.machine());
        assertThat(read.systems()).isEqualTo(results.systems());
        assertThat(read.rounds()).isEqualTo(results.rounds());
        assertThat(read.row("forkEvaluation")).isPresent().isEqualTo(results.row("forkEvaluation"));
    }

    @Test
    void whatWasMeasuredAgainReplacesWhatWasKnown() {
        final LanguageResults known = LanguageSamples.results();
        final LanguageResults again = new LanguageResults(known.machine());
        final Rounds fib = LanguageSamples.rounds("fib", "petta", "", 7.0);
        again.put(fib);
        final LanguageResults both = again.over(known);
        assertThat(both.rounds("fib", "petta")).contains(fib);
        assertThat(both.rounds("fib", "mettalith")).isEqualTo(known.rounds("fib", "mettalith"));
        assertThat(both.rounds()).hasSameSizeAs(known.rounds());
    }

    @Test
    void resultsOfAnotherSchemaAreRefused() {
        assertThatThrownBy(() -> LanguageResults.parse("{\"schema\": 9}"))
                .isInstanceOf(IOException.class)
                .hasMessage("results of another schema: schema=9, expected=1");
    }
}
