package io.mettalith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.bench.report.Measurement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static final Measurement FIGURE =
            new Measurement("mettalith", 10, "a variant", 1.5e-9, 0.25, "us", Measurement.NOT_MEASURED, 3);

    /** What the tests run as a child. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println("something else");
            ChildJvm.report("row", FIGURE);
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    @Test
    void takesTheFiguresThatTheChildReports() throws IOException {
        assertThat(ChildJvm.run(Child.class, List.of("-Xmx64m"), List.of("0")))
                .containsExactly(new ChildJvm.Figure("row", FIGURE));
    }

    @Test
    void aChildThatFailsIsAFailure() {
        assertThatThrownBy(() -> ChildJvm.run(Child.class, List.of("-Xmx64m"), List.of("3")))
                .isInstanceOf(IOException.class)
                .hasMessage("measurement failed: main=Child, arguments=[3], exit=3");
    }
}
