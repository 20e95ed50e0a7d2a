package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final Symbol A = Symbol.of("a");
    private static final Symbol B = Symbol.of("b");

    @Test
    void childrenAreReadByIndex() {
        Expression expression = Expression.of(A, B);
        assertThat(expression.size()).isEqualTo(2);
        assertThat(expression.head()).isSameAs(A);
        assertThat(expression.get(1)).isSameAs(B);
        assertThatThrownBy(() -> expression.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void childrenAreCopied() {
        Expression expression = Expression.of(A, B);
        expression.children()[0] = B;
        assertThat(expression.head()).isSameAs(A);
    }

    @Test
    void noChildrenMakeTheUnit() {
        assertThat(Expression.of()).isSameAs(Expression.UNIT);
        assertThat(Expression.UNIT.isUnit()).isTrue();
        assertThat(Expression.UNIT.asEvaluated().isUnit()).isTrue();
        assertThat(Expression.UNIT.ground()).isTrue();
        assertThat(Expression.UNIT.evaluated()).isFalse();
        assertThatThrownBy(Expression.UNIT::head).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void variableAtAnyDepthMakesAnExpressionNotGround() {
        Variable x = new Variable("x", 0);
        assertThat(Expression.of(A, Expression.of(B)).ground()).isTrue();
        assertThat(Expression.of(A, Expression.of(B, x)).ground()).isFalse();
        x.bind(A);
        assertThat(Expression.of(x).ground()).isFalse();
    }

    @Test
    void evaluatedFlagIsSetOnACopyAndHasNoPartInEquality() {
        Expression expression = Expression.of(A, B);
        Expression evaluated = expression.asEvaluated();
        assertThat(expression.evaluated()).isFalse();
        assertThat(evaluated.evaluated()).isTrue();
        assertThat(evaluated.asEvaluated()).isSameAs(evaluated);
        assertThat(evaluated).isEqualTo(expression).hasSameHashCodeAs(expression);
        assertThat(evaluated.childrenUnsafe()).isSameAs(expression.childrenUnsafe());
    }

    @Test
    void equalityIsThatOfTheChildrenInOrder() {
        assertThat(Expression.of(A, Expression.of(B))).isEqualTo(Expression.of(Symbol.of("a"), Expression.of(B)));
        assertThat(Expression.of(A, B)).isNotEqualTo(Expression.of(B, A)).isNotEqualTo(Expression.of(A));
        assertThat(Expression.of(A)).isNotEqualTo(A);
    }

    @Test
    void hashIsComputedBeforeOrAfterTheFlagIsSet() {
        Expression hashed = Expression.of(A, B);
        int hash = hashed.hashCode();
        assertThat(hashed.asEvaluated().knownHash()).isEqualTo(hash);
        assertThat(Expression.of(A, B).asEvaluated().hashCode()).isEqualTo(hash);
    }

    @Test
    void differentKnownHashesTellExpressionsApart() {
        Expression left = Expression.of(A, B);
        Expression right = Expression.of(B, A);
        assertThat(left.hashCode()).isNotEqualTo(right.hashCode());
        assertThat(left).isNotEqualTo(right);
    }
}
