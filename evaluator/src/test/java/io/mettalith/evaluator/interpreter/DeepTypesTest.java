package io.mettalith.evaluator.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeepTypesTest {
    private static final Symbol HEAD = Symbol.of("S");
    private static final int DEPTH = 100_000;

    private List<AtomType> answer = List.of(AtomType.of(Symbol.of("Before")));
    private final DeepTypes guarded = new DeepTypes(this::typesByChild);

    private List<AtomType> typesByChild(Expression expression) {
        if (expression.get(1) instanceof Expression inner) {
            guarded.of(inner);
        }
        return answer;
    }

    private static Expression nested(Atom innermost, int depth) {
        Atom term = innermost;
        for (int i = 0; i < depth; i++) {
            term = Expression.of(HEAD, term);
        }
        return (Expression) term;
    }

    @Test
    void aDeepTermNeedsNoDeepStack() {
        assertThat(guarded.of(nested(Symbol.of("Z"), DEPTH))).isEqualTo(answer);
    }

    @Test
    void whatNobodyAskedForIsNotKept() {
        final Expression inner = nested(Symbol.of("Z"), 10);
        final Expression middle = nested(inner, 10);
        final Expression whole = nested(middle, 300);
        final DeepTypes stopping = new DeepTypes(expression -> stopAt(expression, middle));
        stops = stopping;
        assertThat(stopping.of(whole)).isEqualTo(answer);

        answer = List.of(AtomType.of(Symbol.of("After")));

        assertThat(stopping.of((Expression) middle.get(1))).isEqualTo(answer);
    }

    private DeepTypes stops;

    /** Asks for the types of children, but not inside of one expression. */
    private List<AtomType> stopAt(Expression expression, Expression stop) {
        if (expression != stop && expression.get(1) instanceof Expression inner) {
            stops.of(inner);
        }
        return answer;
    }
}
