package io.mettalith.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Page page = new Page(Map.of(17, Samples.results()));

    @Test
    void aRowIsATableOfSystemsAndSizesAndSaysWhoWins() {
        assertThat(page.text("{{row fork}}")).isEqualTo("""
                        | | 10 | 10M |
                        |---|---:|---:|
                        | Mettalith | 20.0 ns ±2.0 % | 25.0 ns ±2.0 % |
                        | HashMap | 200 ns ±2.0 % |  |
                        | Vavr HashMap | 0.50 ns ±2.0 % |  |

                        - 10: **Vavr HashMap wins**, by 40 times.""");
    }

    @Test
    void whatDiffersByLessThanNoiseIsEven() {
        assertThat(page.text("{{row lookup}}"))
                .contains("- present: Mettalith and LMDB are even.\n")
                .contains("- absent: **LMDB wins**, by 1.5 times.");
    }

    @Test
    void nobodyWinsAPartOfAWhole() {
        assertThat(page.text("{{row bytes}}"))
                .contains("| Mettalith | 10.0 B | 0.30 B |")
                .doesNotContain("wins");
    }

    @Test
    void sumsAreComparedAcrossSystems() {
        assertThat(page.text("{{sums bytes}}")).isEqualTo("- 1M: Mettalith wins; the next is HashMap, by 10 times.");
    }

    @Test
    void allocationIsATable() {
        assertThat(page.text("{{bytes lookup}}"))
                .contains("| Mettalith | 0 B | 40.0 B |")
                .contains("| LMDB | 0 B | 0 B |");
    }

    @Test
    void barsAreHeldAgainstTheFigures() {
        assertThat(page.text("{{bars}}"))
                .contains("| Fork, at every size | ≤ 30.0 ns | 25.0 ns, holds |")
                .contains("| Fork at 10M against fork at 10 | ≤ 1.50 | 1.25, holds |")
                .contains("| Two readers against one | ≥ 1.90 | 1.95, holds |")
                .contains("| Heap allocated by a lookup, present | ≤ 0 B | 0 B, holds |")
                .contains("| Heap allocated by a lookup, absent | ≤ 0 B | 40.0 B, **does not hold** |")
                .contains("| Lookup at 1M against LMDB, present | ≤ 1.000 | 0.976, holds |")
                .contains("| Lookup at 1M against LMDB, absent | ≤ 1.000 | 1.50, **does not hold** |")
                .contains("| Bulk load of 10M facts from a MeTTa file | ≥ 1.00M facts/s | not measured |")
                .contains("| Left off the heap by fork, write, close, per cycle | ≤ 0 B | 0 B, holds |")
                .contains("| Left on the heap by fork, write, close, per cycle | ≤ 1.00 B | 0.10 B, holds |");
    }

    @Test
    void theTemplateIsFilledAndItsPicturesAreXml() throws Exception {
        final String text = page.text(Template.read("environment.md"));
        assertThat(text).doesNotContain("{{").contains("Abacus", "2026-01-31 at commit 0123abc", "*Not measured.*");
        assertThat(page.pictures()).containsKeys("environment-fork.svg", "environment-pauses.svg");
        for (final Map.Entry<String, String> picture : page.pictures().entrySet()) {
            assertThat(text).contains("](" + picture.getKey() + ")");
            final var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(picture.getValue().getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(picture.getValue()).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void eachJdkHasItsTable() throws IOException {
        final Page both = new Page(Map.of(17, Samples.results(), 25, Samples.results()));
        assertThat(both.text("{{row fork}}")).contains("JDK 17:\n", "JDK 25:\n");
        assertThat(both.text("{{bars}}")).contains("| What | Limit | JDK 17 | JDK 25 |");
    }

    @Test
    void anUnknownFieldIsRefused() {
        assertThatThrownBy(() -> page.text("{{nonsense}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such field in the template: field=nonsense");
    }
}
