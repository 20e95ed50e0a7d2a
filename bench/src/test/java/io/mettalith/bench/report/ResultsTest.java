package io.mettalith.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @Test
    void aFileIsReadAsItWasWritten(@TempDir Path directory) throws IOException {
        final Results results = Samples.results();
        final Path file = directory.resolve("docs").resolve("environment-jdk17.json");
        results.write(file);
        final Results read = Results.read(file);
        assertThat(read.machine()).isEqualTo(results.machine());
        assertThat(read.rows()).isEqualTo(results.rows());
    }

    @Test
    void rowsThatWereMeasuredAgainReplaceThoseOfTheSameName() {
        final Results known = Samples.results();
        final Results again = new Results(known.machine());
        final Row fork = new Row("fork", "2026-03-04", "fedcba9", true, List.of());
        again.put(fork);
        final Results both = again.over(known);
        assertThat(both.row("fork")).contains(fork);
        assertThat(both.row("lookup")).isEqualTo(known.row("lookup"));
        assertThat(both.rows()).hasSameSizeAs(known.rows());
    }

    @Test
    void resultsOfAnotherSchemaAreRefused() {
        assertThatThrownBy(() -> Results.parse("{\"schema\": 2}"))
                .isInstanceOf(IOException.class)
                .hasMessage("results of another schema: schema=2, expected=1");
    }

    @Test
    void theMachineHasNoNames() {
        final Machine machine = Machine.here();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryBytes()).isPositive();
        assertThat(machine.flags()).doesNotContain("-Dbench.", "java.io.tmpdir");
    }
}
