package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BindingsAtomTest {
    private static final Symbol A = Symbol.of("a");
    private final Variable x = new Variable("x", 0);
    private final Variable y = new Variable("y", 0);

    @Test
    void itKeepsWhatIsBoundWhenItIsMade() {
        x.bind(Expression.of(A, A));
        final BindingsAtom bindings = BindingsAtom.of(List.of(x, y));
        x.unbind();
        assertThat(bindings.size()).isEqualTo(1);
        assertThat(bindings.variable(0)).isSameAs(x);
        assertThat(bindings.value(0)).hasToString("(a a)");
    }

    @Test
    void itPrintsVariablesWithTheirValues() {
        x.bind(A);
        y.bind(Numbers.integer(2));
        assertThat(withoutBindings(BindingsAtom.of(List.of(x, y)))).hasToString("{ $x <- a, $y <- 2 }");
        assertThat(BindingsAtom.of(List.of())).hasToString("{ }");
    }

    @Test
    void itIsWrittenAsAnExpression() {
        x.bind(A);
        assertThat(withoutBindings(BindingsAtom.of(List.of(x))).written()).hasToString("(Bindings ($x a))");
    }

    @Test
    void noSubstitutionReachesIntoIt() {
        x.bind(y);
        final BindingsAtom bindings = withoutBindings(BindingsAtom.of(List.of(x)));
        final Expression pair = Expression.of(y, bindings);
        assertThat(Atoms.substituted(pair, y, A)).hasToString("(a { $x <- $y })");
    }

    @Test
    void equalBindingsAreEqual() {
        x.bind(A);
        final BindingsAtom one = BindingsAtom.of(List.of(x));
        final BindingsAtom same = BindingsAtom.of(List.of(x));
        final BindingsAtom none = BindingsAtom.of(List.of());
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(none);
    }

    private BindingsAtom withoutBindings(BindingsAtom bindings) {
        x.unbind();
        y.unbind();
        return bindings;
    }
}
