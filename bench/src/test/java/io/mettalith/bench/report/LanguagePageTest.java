package io.mettalith.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class LanguagePageTest {
    private final LanguagePage page = new LanguagePage(Map.of(17, LanguageSamples.results()));

    @Test
    void programsAreComparedByMedianAndTheWholeByGeometricMean() {
        assertThat(page.text("{{compare mettalith}}")).isEqualTo("""
                        | Program | Size | Mettalith | PeTTa | PeTTa / Mettalith |
                        |---|---:|---:|---:|---:|
                        | fib | 30 | 0.50 s (0.40 to 0.60) | 2.00 s (2.00 to 2.20) | 4.00 |
                        | peano | 30 | 3.00 s | 0.75 s | 0.25 |
                        | lists | 30 | **wrong result** | 1.00 s |  |
                        | **Geometric mean of 2** | | | | **1.00** |""");
    }

    @Test
    void aSystemThatRanNothingHasNoTable() {
        assertThat(page.text("{{compare mettalith-memo}}")).isEqualTo("*Not measured.*");
        assertThat(page.text("{{times nonsense}}")).isEqualTo("*Not measured.*");
    }

    @Test
    void timesHaveTheMostMemoryOfAllRounds() {
        assertThat(page.text("{{times start}}")).endsWith("| Mettalith | 0.20 s | 1,536 MiB |");
    }

    @Test
    void barsAreHeldAgainstTheFigures() {
        assertThat(page.text("{{bars}}"))
                .contains("most memory | < 2,048 MiB | 1,536 MiB, holds |")
                .contains("| < 1.01 | 1.0200 ±0.0030, **does not hold** |");
    }

    @Test
    void aWrongResultHoldsNoBar() {
        final LanguageResults results = LanguageSamples.results();
        results.put(LanguageSamples.rounds("recursion", "mettalith", "exit 1"));
        assertThat(new LanguagePage(Map.of(17, results)).text("{{bars}}")).contains("| exit 1, **does not hold** |");
    }

    @Test
    void theTemplateIsFilledAndItsPictureIsXml() throws Exception {
        final String text = page.text(LanguagePage.template());
        assertThat(text)
                .doesNotContain("{{")
                .contains("Abacus", "2026-01-31 at commit 0123abc", "](language.svg)", "PeTTa: commit 4567def");
        final String picture = page.picture().orElseThrow();
        final var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(picture).contains("fib, Mettalith", "lists, PeTTa").doesNotContain("lists, Mettalith", "NaN");
    }

    @Test
    void theSummaryHasTheComparison() throws IOException {
        assertThat(LanguagePage.summary(LanguageSamples.results())).contains("| fib | 30 |", "0.20 s", "< 1.01");
    }

    @Test
    void anUnknownFieldIsRefused() {
        assertThatThrownBy(() -> page.text("{{nonsense}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such field in the template: field=nonsense");
    }
}
