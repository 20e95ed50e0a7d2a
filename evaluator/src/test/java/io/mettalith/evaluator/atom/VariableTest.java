package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VariableTest {
    @Test
    void variableEqualsOnlyItself() {
        Variable x = new Variable("x", 0);
        assertThat(x).isEqualTo(x).isNotEqualTo(new Variable("x", 0));
    }

    @Test
    void freshVariablesCountTheirIds() {
        VariableIds ids = new VariableIds();
        Variable x = new Variable("x", 0);
        assertThat(x.fresh(ids)).hasToString("$x#1");
        assertThat(x.fresh(ids)).hasToString("$x#2");
        assertThat(x).hasToString("$x");
        assertThat(new VariableIds(7).next()).isEqualTo(7);
    }

    @Test
    void freshVariableIsFree() {
        Variable x = new Variable("x", 0);
        x.bind(Symbol.of("a"));
        assertThat(x.fresh(new VariableIds()).binding()).isNull();
    }

    @Test
    void boundVariableStandsForItsBindingUntilUnbound() {
        Variable x = new Variable("x", 0);
        x.bind(Symbol.of("a"));
        assertThat(x).hasToString("a");
        x.unbind();
        assertThat(x).hasToString("$x");
    }
}
