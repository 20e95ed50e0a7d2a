package io.mettalith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationTest {
    @Test
    void findsTheSameOnBothSidesAndWritesNothing() {
        try (Evaluation evaluation = new Evaluation()) {
            assertThat(evaluation.onOwner().evaluate()).isEqualTo(4);
            assertThat(evaluation.onFork().evaluate()).isEqualTo(4);
            assertThat(evaluation.onFork().hasWrittenNothing()).isTrue();
        }
    }
}
