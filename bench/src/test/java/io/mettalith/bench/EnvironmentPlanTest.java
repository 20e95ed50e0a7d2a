package io.mettalith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.bench.peer.PeerKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;

class EnvironmentPlanTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyStepNamesABenchmarkAndASystem(boolean quick) throws ReflectiveOperationException {
        for (final Step.Jmh step : jmhSteps(quick)) {
            assertThat(PeerKind.of(step.system()).id()).isEqualTo(step.system());
            final String[] name = step.benchmark().split("\\.");
            assertThat(Class.forName("io.mettalith.bench." + name[0]).getMethods())
                    .anyMatch(
                            method -> method.getName().equals(name[1]) && method.isAnnotationPresent(Benchmark.class));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noTwoStepsGiveTheSameFigure(boolean quick) {
        final Set<List<Object>> figures = new HashSet<>();
        for (final Step.Jmh step : jmhSteps(quick)) {
            assertThat(figures.add(List.of(step.row(), step.system(), step.size(), step.variant())))
                    .as(step.label())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRowIsOnThePage(boolean quick) throws IOException {
        try (InputStream in = EnvironmentPlan.class.getResourceAsStream("report/environment.md")) {
            final String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (final Step step : EnvironmentPlan.steps(quick)) {
                assertThat(template).contains("{{row " + step.row() + "}}");
            }
        }
    }

    private static List<Step.Jmh> jmhSteps(boolean quick) {
        return EnvironmentPlan.steps(quick).stream()
                .filter(Step.Jmh.class::isInstance)
                .map(Step.Jmh.class::cast)
                .toList();
    }
}
