package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The matcher against naive matching and unification on trees. */
class AtomMatcherPropertyTest {
    private static final int CASES = 50_000;

    private final AtomMatcher matcher = new AtomMatcher();

    @Test
    void groundAtomMatchesAsTheModelSays() {
        int[] matches = new int[2];
        Seed.check(CASES, random -> {
            ModelAtom pattern = new RandomAtoms(random, true).next();
            ModelAtom atom = instance(pattern, random, false);
            matches[checkGround(pattern, atom) ? 1 : 0]++;
        });
        assertThat(matches[0]).as("mismatches tried").isGreaterThan(CASES / 50);
        assertThat(matches[1]).as("matches tried").isGreaterThan(CASES / 4);
    }

    private boolean checkGround(ModelAtom pattern, ModelAtom atom) {
        Map<String, ModelAtom> bindings = new HashMap<>();
        boolean expected = ModelUnifier.match(pattern, atom, bindings);
        AtomCode code = atom.code();
        assertThat(match(pattern.code(), code))
                .as("%s against %s", pattern.code(), code)
                .isEqualTo(expected ? AtomMatcher.MATCH : AtomMatcher.NO_MATCH);
        if (expected) {
            checkBindings(pattern, code, bindings);
        }
        return expected;
    }

    private void checkBindings(ModelAtom pattern, AtomCode atom, Map<String, ModelAtom> bindings) {
        assertThat(matcher.bindingCount()).isEqualTo(bindings.size());
        pattern.variables()
                .forEach((name, index) -> assertThat(AtomCode.copyOf(
                                atom.buffer(), matcher.bindingOffset(index), matcher.bindingLength(index)))
                        .isEqualTo(bindings.get(name).code()));
    }

    @Test
    void atomWithVariablesIsExcludedOnlyIfNothingUnifiesIt() {
        int[] answers = new int[3];
        Seed.check(CASES, random -> {
            ModelAtom pattern = new RandomAtoms(random, true).next();
            ModelAtom atom = instance(pattern, random, true);
            int answer = match(pattern.code(), atom.code());
            answers[answer]++;
            assertThat(answer == AtomMatcher.MATCH)
                    .as("%s against %s", pattern.code(), atom.code())
                    .isEqualTo(atom.ground() && ModelUnifier.unify(pattern, atom));
            if (answer == AtomMatcher.NO_MATCH) {
                assertThat(ModelUnifier.unify(pattern, atom))
                        .as("%s against %s", pattern.code(), atom.code())
                        .isFalse();
            }
        });
        assertThat(IntStream.of(answers)).as("answers seen").allMatch(count -> count > CASES / 50);
    }

    @Test
    void structureAloneExcludesAtoms() {
        Seed.check(CASES, random -> {
            ModelAtom pattern = new RandomAtoms(random, false).next();
            ModelAtom atom = instance(pattern, random, true);
            int expected = ModelUnifier.unify(pattern, linear(atom)) ? AtomMatcher.MAYBE : AtomMatcher.NO_MATCH;
            if (!atom.ground()) {
                assertThat(match(pattern.code(), atom.code())).isEqualTo(expected);
            }
        });
    }

    private int match(AtomCode pattern, AtomCode atom) {
        return matcher.match(pattern.buffer(), 0, pattern.length(), atom.buffer(), 0, atom.length());
    }

    /** The pattern with its variables replaced, mostly alike for one name, and now and then a part changed. */
    private static ModelAtom instance(ModelAtom pattern, RandomGenerator random, boolean withVariables) {
        return instance(pattern, random, withVariables, new HashMap<>());
    }

    private static ModelAtom instance(
            ModelAtom pattern, RandomGenerator random, boolean withVariables, Map<String, ModelAtom> values) {
        RandomAtoms atoms = new RandomAtoms(random, withVariables);
        if (random.nextInt(40) == 0) {
            return atoms.next(2);
        }
        if (withVariables && random.nextInt(20) == 0) {
            return ModelAtom.var("v" + random.nextInt(3));
        }
        if (pattern instanceof ModelAtom.Variable variable) {
            return values.computeIfAbsent(variable.name(), name -> atoms.next(2));
        }
        if (pattern instanceof ModelAtom.Expr expr) {
            return new ModelAtom.Expr(expr.children().stream()
                    .map(child -> instance(child, random, withVariables, values))
                    .toList());
        }
        return pattern;
    }

    /** The atom with every occurrence of a variable a variable of its own. */
    private static ModelAtom linear(ModelAtom atom) {
        return linear(atom, new int[1]);
    }

    private static ModelAtom linear(ModelAtom atom, int[] count) {
        if (atom instanceof ModelAtom.Variable) {
            return ModelAtom.var("linear" + count[0]++);
        }
        if (atom instanceof ModelAtom.Expr expr) {
            return new ModelAtom.Expr(
                    expr.children().stream().map(child -> linear(child, count)).toList());
        }
        return atom;
    }
}
