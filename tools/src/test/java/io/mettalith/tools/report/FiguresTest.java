package io.mettalith.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "29123883, 27.8 MiB", "1e12, 931 GiB", "1e18, 909495 TiB"})
    void bytesHaveAUnitThatLeavesFewDigits(double bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7, 0 %",
        "7, 7, 100 %",
        "1, 3, 33.3 %",
        "1, 1000000, < 0.1 %",
        "999999, 1000000, > 99.9 %",
        "0, 0, 0 %"
    })
    void percentNeverSaysAllOrNothingOfAPart(double part, double whole, String text) {
        assertThat(Figures.percent(part, whole)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1500, 1.5K", "2000000, 2M"})
    void axesHaveBriefLabels(double value, String text) {
        assertThat(Figures.brief(value)).isEqualTo(text);
    }

    @Test
    void longAtomsAreCutBetweenCharacters() {
        final AtomCode atom = AtomCode.symbol("ab\ud83d\ude00cd");
        assertThat(Figures.text(atom, 6)).isEqualTo("ab\ud83d\ude00cd");
        assertThat(Figures.text(atom, 4)).isEqualTo("ab\ud83d\ude00…");
        assertThat(Figures.text(atom, 3)).isEqualTo("ab…");
    }

    @Test
    void timesAreUtc() {
        assertThat(Figures.time(Instant.ofEpochSecond(0))).isEqualTo("1970-01-01 00:00:00");
    }
}
