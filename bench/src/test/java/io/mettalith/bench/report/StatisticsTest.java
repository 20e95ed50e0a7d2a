package io.mettalith.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of(4.0))).isEqualTo(4);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Statistics.median(List.of(100.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void theGeometricMeanOfARatioAndItsInverseIsOne() {
        assertThat(Statistics.geometricMean(List.of(4.0, 0.25))).isCloseTo(1, within(1e-12));
        assertThat(Statistics.geometricMean(List.of(1.0, 10.0, 100.0))).isCloseTo(10, within(1e-12));
    }

    @Test
    void nothingHasNoMiddle() {
        assertThatThrownBy(() -> Statistics.median(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing to take the middle of: values=0; measure first");
        assertThatThrownBy(() -> Statistics.geometricMean(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
