package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Atoms nested a million deep, to the left and to the right, on a stack that holds no such recursion. */
class AtomsDeepTest {
    private static final int DEPTH = 1_000_000;

    private static Atom nested(Atom innermost, boolean left) {
        Symbol symbol = Symbol.of("s");
        Atom atom = innermost;
        for (int i = 0; i < DEPTH; i++) {
            atom = left ? Expression.of(atom, symbol) : Expression.of(symbol, atom);
        }
        return atom;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void groundAtoms(boolean left) {
        SmallStack.run(() -> {
            Atom one = nested(Symbol.of("a"), left);
            Atom same = nested(Symbol.of("a"), left);
            Atom other = nested(Symbol.of("b"), left);
            assertThat(Atoms.equal(one, same)).isTrue();
            assertThat(Atoms.equal(one, other)).isFalse();
            assertThat(Atoms.alphaEqual(one, same)).isTrue();
            assertThat(Atoms.hash(one)).isEqualTo(Atoms.hash(same)).isNotEqualTo(Atoms.hash(other));
            assertThat(one.toString()).hasSize(4 * DEPTH + 1);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atomsWithVariables(boolean left) {
        SmallStack.run(() -> {
            Variable x = new Variable("x", 0);
            Variable y = new Variable("y", 0);
            Atom one = nested(x, left);
            Atom other = nested(y, left);
            assertThat(Atoms.equal(one, other)).isFalse();
            assertThat(Atoms.alphaEqual(one, other)).isTrue();
            assertThat(Atoms.hash(one)).isEqualTo(Atoms.hash(other));
            assertThat(Atoms.occurs(x, one)).isTrue();
            assertThat(Atoms.occurs(x, other)).isFalse();
            Set<Variable> variables = new LinkedHashSet<>();
            Atoms.collectVariables(one, variables);
            assertThat(variables.equals(Set.of(x))).isTrue();
            assertThat(Atoms.alphaEqual(Atoms.renamed(one, new VariableIds()), one))
                    .isTrue();
            x.bind(Symbol.of("a"));
            assertThat(Atoms.equal(Atoms.resolve(one), nested(Symbol.of("a"), left)))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chainsOfBindings(boolean left) {
        SmallStack.run(() -> {
            Variable last = new Variable("x", 0);
            Atom atom = last;
            for (int i = 0; i < DEPTH; i++) {
                Variable next = new Variable("x", i);
                next.bind(i % 2 == 0 ? atom : left ? Expression.of(atom, last) : Expression.of(last, atom));
                atom = next;
            }
            Atom resolved = Atoms.resolve(atom);
            assertThat(Atoms.equal(resolved, atom)).isTrue();
            assertThat(Atoms.hash(resolved)).isEqualTo(Atoms.hash(atom));
            assertThat(Atoms.occurs(last, atom)).isTrue();
        });
    }
}
