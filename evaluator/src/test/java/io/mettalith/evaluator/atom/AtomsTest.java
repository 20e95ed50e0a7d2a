package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AtomsTest {
    private static final Symbol A = Symbol.of("a");
    private final Variable x = new Variable("x", 0);
    private final Variable y = new Variable("y", 0);
    private final Variable z = new Variable("z", 0);

    @Test
    void derefFollowsTheChainToItsEnd() {
        x.bind(y);
        assertThat(Atoms.deref(x)).isSameAs(y);
        y.bind(A);
        assertThat(Atoms.deref(x)).isSameAs(A);
        assertThat(Atoms.deref(A)).isSameAs(A);
    }

    @Test
    void boundVariableEqualsItsBinding() {
        x.bind(A);
        assertThat(Atoms.equal(x, A)).isTrue();
        assertThat(Atoms.equal(Expression.of(x, y), Expression.of(A, y))).isTrue();
        assertThat(Expression.of(x, y)).isEqualTo(Expression.of(A, y)).hasSameHashCodeAs(Expression.of(A, y));
    }

    @Test
    void freeVariableEqualsOnlyItself() {
        assertThat(Atoms.equal(Expression.of(x), Expression.of(x))).isTrue();
        assertThat(Atoms.equal(Expression.of(x), Expression.of(new Variable("x", 0))))
                .isFalse();
        y.bind(x);
        assertThat(Atoms.equal(x, y)).isTrue();
    }

    @Test
    void alphaEqualityRenamesOneToOne() {
        assertThat(Atoms.alphaEqual(Expression.of(x, A, x), Expression.of(y, A, y)))
                .isTrue();
        assertThat(Atoms.alphaEqual(Expression.of(x, y), Expression.of(y, x))).isTrue();
        assertThat(Atoms.alphaEqual(Expression.of(x, y), Expression.of(x, x))).isFalse();
        assertThat(Atoms.alphaEqual(Expression.of(x, x), Expression.of(x, y))).isFalse();
        assertThat(Atoms.alphaEqual(Expression.of(x), Expression.of(A))).isFalse();
    }

    @Test
    void alphaEqualityPairsVariablesInsideSharedExpressionsToo() {
        Expression shared = Expression.of(x);
        assertThat(Atoms.alphaEqual(Expression.of(shared, x), Expression.of(shared, y)))
                .isFalse();
    }

    @Test
    void languageEqualityComparesNumbersInsideByValue() {
        Atom integers = Expression.of(A, Expression.of(Numbers.integer(1)));
        Atom floats = Expression.of(A, Expression.of(Numbers.floating(1)));
        assertThat(integers.hashCode()).isEqualTo(floats.hashCode());
        assertThat(Atoms.languageEquals(integers, floats)).isTrue();
        assertThat(Atoms.equal(integers, floats)).isFalse();
        Atom nan = Expression.of(Numbers.floating(Double.NaN));
        assertThat(Atoms.languageEquals(nan, nan)).isFalse();
        assertThat(Atoms.equal(nan, nan)).isTrue();
    }

    @Test
    void alphaEqualAtomsHashAlike() {
        assertThat(Atoms.hash(Expression.of(x, A, y))).isEqualTo(Atoms.hash(Expression.of(y, A, z)));
    }

    @Test
    void resolveReplacesBoundVariablesAllTheWay() {
        x.bind(Expression.of(A, y));
        y.bind(z);
        assertThat(Atoms.resolve(Expression.of(x, y))).hasToString("((a $z) $z)");
        assertThat(Atoms.resolve(x)).hasToString("(a $z)");
    }

    @Test
    void resolveSharesWhatDoesNotChange() {
        Expression ground = Expression.of(A, A);
        Expression free = Expression.of(y, ground);
        Expression whole = Expression.of(free, x);
        assertThat(Atoms.resolve(whole)).isSameAs(whole);
        x.bind(A);
        Expression resolved = (Expression) Atoms.resolve(whole);
        assertThat(resolved.get(0)).isSameAs(free);
        assertThat(resolved.get(1)).isSameAs(A);
    }

    @Test
    void resolveKeepsTheFlagOnlyOfWhatDoesNotChange() {
        Expression evaluated = Expression.of(x).asEvaluated();
        assertThat(Atoms.resolve(evaluated)).isSameAs(evaluated);
        x.bind(A);
        assertThat(((Expression) Atoms.resolve(evaluated)).evaluated()).isFalse();
    }

    @Test
    void occursLooksThroughBindings() {
        x.bind(Expression.of(A, y));
        assertThat(Atoms.occurs(y, Expression.of(A, x))).isTrue();
        assertThat(Atoms.occurs(z, Expression.of(A, x))).isFalse();
        assertThat(Atoms.occurs(z, z)).isTrue();
        assertThat(Atoms.occurs(z, A)).isFalse();
    }

    @Test
    void variablesAreCollectedInOrderOfFirstOccurrence() {
        x.bind(Expression.of(z, z));
        Set<Variable> variables = new LinkedHashSet<>();
        Atoms.collectVariables(Expression.of(y, Expression.of(x), y), variables);
        assertThat(variables).containsExactly(y, z);
    }

    @Test
    void renamedVariablesAreFreshAndConsistent() {
        y.bind(A);
        Expression ground = Expression.of(A);
        Expression renamed =
                (Expression) Atoms.renamed(Expression.of(x, y, Expression.of(x, z), ground), new VariableIds());
        assertThat(renamed).hasToString("($x#1 a ($x#1 $z#2) (a))");
        assertThat(renamed.get(0)).isSameAs(((Expression) renamed.get(2)).get(0));
        assertThat(renamed.get(3)).isSameAs(ground);
    }

    @Test
    void tourOfThePackage() {
        VariableIds ids = new VariableIds();
        Atom rule = Expression.of(Symbol.of("double"), x, Numbers.integer(2));
        Atom copy = Atoms.renamed(rule, ids);
        assertThat(copy).hasToString("(double $x#1 2)");
        assertThat(Atoms.alphaEqual(rule, copy)).isTrue();
        assertThat(Atoms.equal(rule, copy)).isFalse();
        x.bind(A);
        assertThat(Atoms.resolve(rule)).hasToString("(double a 2)");
    }
}
