package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares {@link Atoms} with recursive definitions over plain lists, above and below the limit of recursion. */
class AtomsPropertyTest {
    private static final int SEEDS = 4_000;
    private static final int[] DEPTHS = {0, Atoms.SHORT_WALK - 1, Atoms.SHORT_WALK + 1};

    private static void forEachSeed(Consumer<RandomAtoms> property) {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomAtoms atoms = new RandomAtoms(seed, 5);
            atoms.bindSome();
            try {
                property.accept(atoms);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("reproduce with: new RandomAtoms(" + seed + "L, 5)", e);
            }
        }
    }

    private static Object model(Atom atom) {
        Atom value = Atoms.deref(atom);
        if (value instanceof Expression expression) {
            List<Object> children = new ArrayList<>();
            for (Atom child : expression.children()) {
                children.add(model(child));
            }
            return children;
        }
        return value;
    }

    /** The model with each variable replaced by the number of those before it. */
    private static Object numbered(Object model, Map<Object, Object> numbers) {
        if (model instanceof List<?> children) {
            List<Object> result = new ArrayList<>();
            children.forEach(child -> result.add(numbered(child, numbers)));
            return result;
        }
        return model instanceof Variable ? numbers.computeIfAbsent(model, v -> "variable " + numbers.size()) : model;
    }

    private static Object numbered(Atom atom) {
        return numbered(model(atom), new LinkedHashMap<>());
    }

    private static void variables(Object model, Set<Variable> into) {
        if (model instanceof List<?> children) {
            children.forEach(child -> variables(child, into));
        } else if (model instanceof Variable variable) {
            into.add(variable);
        }
    }

    private static Set<Variable> variables(Atom atom) {
        Set<Variable> variables = new LinkedHashSet<>();
        variables(model(atom), variables);
        return variables;
    }

    private static boolean mentionsBoundVariable(Atom atom) {
        if (atom instanceof Expression expression) {
            return Stream.of(expression.children()).anyMatch(AtomsPropertyTest::mentionsBoundVariable);
        }
        return atom instanceof Variable variable && variable.binding() != null;
    }

    @Test
    void equalityAndHashAgreeWithTheModel() {
        int[] equal = new int[1];
        forEachSeed(atoms -> {
            Atom left = atoms.atom(3);
            Atom right = atoms.variation(left);
            boolean expected = model(left).equals(model(right));
            equal[0] += expected ? 1 : 0;
            for (int depth : DEPTHS) {
                Atom deepLeft = atoms.buried(left, depth);
                Atom deepRight = atoms.buried(right, depth);
                assertThat(Atoms.equal(deepLeft, deepRight)).isEqualTo(expected);
                if (expected) {
                    assertThat(Atoms.hash(deepLeft)).isEqualTo(Atoms.hash(deepRight));
                }
                assertThat(Atoms.equal(deepLeft, deepRight))
                        .as("with known hashes")
                        .isEqualTo(expected);
            }
        });
        assertThat(equal[0]).isBetween(SEEDS / 4, SEEDS * 19 / 20);
    }

    @Test
    void hashIsTheSameWhetherOrNotPartsAreHashedBefore() {
        forEachSeed(atoms -> {
            for (int depth : DEPTHS) {
                Atom inner = atoms.atom(3);
                Atom fresh = atoms.buried(rebuilt(inner), depth);
                Atoms.hash(inner);
                assertThat(Atoms.hash(atoms.buried(inner, depth))).isEqualTo(Atoms.hash(fresh));
            }
        });
    }

    private static Atom rebuilt(Atom atom) {
        if (!(atom instanceof Expression expression)) {
            return atom;
        }
        return Expression.of(
                Stream.of(expression.children()).map(AtomsPropertyTest::rebuilt).toArray(Atom[]::new));
    }

    @Test
    void alphaEqualityAgreesWithTheModel() {
        int[] equal = new int[1];
        forEachSeed(atoms -> {
            Atom left = atoms.atom(3);
            Atom right = atoms.variation(left);
            boolean expected = numbered(left).equals(numbered(right));
            equal[0] += expected ? 1 : 0;
            for (int depth : DEPTHS) {
                Atom deepLeft = atoms.buried(left, depth);
                Atom deepRight = atoms.buried(right, depth);
                assertThat(Atoms.alphaEqual(deepLeft, deepRight)).isEqualTo(expected);
                if (expected) {
                    assertThat(Atoms.hash(deepLeft)).isEqualTo(Atoms.hash(deepRight));
                }
            }
        });
        assertThat(equal[0]).isBetween(SEEDS / 4, SEEDS * 19 / 20);
    }

    @Test
    void languageEqualityFollowsFromEquality() {
        forEachSeed(atoms -> {
            Atom left = atoms.atom(3);
            Atom right = atoms.variation(left);
            for (int depth : DEPTHS) {
                boolean holds = Atoms.languageEquals(atoms.buried(left, depth), atoms.buried(right, depth));
                assertThat(holds || !Atoms.equal(left, right)).isTrue();
                assertThat(holds).isEqualTo(Atoms.languageEquals(left, right));
            }
        });
    }

    @Test
    void resolvedAtomsAreEqualAndMentionNoBoundVariable() {
        forEachSeed(atoms -> {
            for (int depth : DEPTHS) {
                Atom atom = atoms.buried(atoms.atom(3), depth);
                Atom resolved = Atoms.resolve(atom);
                assertThat(model(resolved)).isEqualTo(model(atom));
                assertThat(mentionsBoundVariable(resolved)).isFalse();
                assertThat(resolved == atom).isEqualTo(!mentionsBoundVariable(atom));
                assertThat(Atoms.resolve(resolved)).isSameAs(resolved);
            }
        });
    }

    @Test
    void renamedAtomsAreAlphaEqualAndShareNoVariable() {
        forEachSeed(atoms -> {
            for (int depth : DEPTHS) {
                Atom atom = atoms.buried(atoms.atom(3), depth);
                Atom renamed = Atoms.renamed(atom, new VariableIds());
                assertThat(numbered(renamed)).isEqualTo(numbered(atom));
                assertThat(variables(renamed)).doesNotContainAnyElementsOf(atoms.variables());
            }
        });
    }

    @Test
    void occurrenceAndCollectionAgreeWithTheModel() {
        forEachSeed(atoms -> {
            for (int depth : DEPTHS) {
                Atom atom = atoms.buried(atoms.atom(3), depth);
                Set<Variable> expected = variables(atom);
                Set<Variable> collected = new LinkedHashSet<>();
                Atoms.collectVariables(atom, collected);
                assertThat(List.copyOf(collected)).isEqualTo(List.copyOf(expected));
                for (Variable variable : atoms.variables()) {
                    assertThat(Atoms.occurs(variable, atom)).isEqualTo(expected.contains(variable));
                }
            }
        });
    }

    @Test
    void groundExpressionsAreThoseWithoutVariables() {
        forEachSeed(atoms -> {
            atoms.variables().forEach(Variable::unbind);
            Atom atom = atoms.atom(3);
            boolean ground = !(atom instanceof Expression expression) || expression.ground();
            assertThat(ground).isEqualTo(variables(atom).isEmpty() || atom instanceof Variable);
        });
    }
}
