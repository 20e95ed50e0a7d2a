package io.mettalith.evaluator.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import org.junit.jupiter.api.Test;

class UnifierTest {
    private final Unifier unifier = new Unifier();
    private final VariableIds ids = new VariableIds();

    private Variable boundVariable() {
        final Variable variable = new Variable("x", ids.next());
        unifier.bind(variable, Symbol.of("a"));
        return variable;
    }

    @Test
    void bindingsOfVariablesMadeSinceAMarkAreForgotten() {
        final Variable old = new Variable("old", ids.next());
        final int mark = unifier.mark();
        final long firstId = ids.upcoming();
        unifier.bind(old, Symbol.of("b"));
        for (int i = 0; i < 10_000; i++) {
            boundVariable();
        }
        unifier.forget(mark, firstId);
        assertThat(unifier.mark()).isEqualTo(1);
        unifier.undo(mark);
        assertThat(old.binding()).isNull();
    }

    @Test
    void bindingsOfOlderVariablesAreKept() {
        final Variable[] old = new Variable[5000];
        for (int i = 0; i < old.length; i++) {
            old[i] = new Variable("x", ids.next());
        }
        final long firstId = ids.upcoming();
        for (final Variable variable : old) {
            unifier.bind(variable, Symbol.of("a"));
        }
        unifier.forget(0, firstId);
        assertThat(unifier.mark()).isEqualTo(old.length);
        unifier.undo(0);
        assertThat(old).allMatch(variable -> variable.binding() == null);
    }

    @Test
    void bindingsBelowTheMarkAreLeftAlone() {
        final Variable below = boundVariable();
        final int mark = unifier.mark();
        for (int i = 0; i < 2000; i++) {
            boundVariable();
        }
        unifier.forget(mark, 0);
        assertThat(unifier.mark()).isEqualTo(mark);
        unifier.undo(0);
        assertThat(below.binding()).isNull();
    }
}
