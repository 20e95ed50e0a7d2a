package io.mettalith.evaluator.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random spaces, with copies, variables and indexes, and random conjunctions: whatever the order in which the goals are
 * solved, the answers must be those of {@link NestedLoops}. A failure prints its seed.
 */
class ConjunctionPropertyTest {
    private static final int CASES = 4000;
    private static final int MAX_STEPS = 60_000;

    /** How many facts a relation has, at most: from what is read in any order to what is worth an index. */
    private static final int[] SIZES = {3, 12, 50, 150, 400};

    private int checked;
    private int reordered;
    private int withVariables;

    @Test
    void theAnswersAreThoseOfNestedLoopsInTheOrderWritten() {
        for (long seed = 0; seed < CASES; seed++) {
            try {
                check(seed);
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
        // Otherwise the property would hold for reasons that have nothing to do with the order.
        assertThat(checked).isGreaterThan(CASES / 2);
        assertThat(reordered).isGreaterThan(CASES / 20);
        assertThat(withVariables).isGreaterThan(CASES / 10);
    }

    private void check(long seed) {
        try (Environment environment = Environment.create()) {
            final Case random = new Case(seed, environment);
            final List<Atom> goals = random.goals();
            final Atom template = Expression.of(random.variables.toArray(new Atom[0]));
            final List<Atom> expected = new NestedLoops(random.facts, MAX_STEPS).solve(goals, template);
            if (expected == null) {
                return;
            }
            checked++;
            withVariables += random.storesVariables ? 1 : 0;
            random.buildIndexes();
            if (isReordered(environment, random.space, goals)) {
                reordered++;
            }
            final Expression match = Expression.of(
                    Symbol.of("match"), Knowledge.atomOf(random.space), conjunction(goals), quoted(template));
            final Metta metta = new Metta(environment);
            // Twice: the first time may have built an index.
            for (int i = 0; i < 2; i++) {
                assertThat(texts(metta, metta.evaluate(match)))
                        .as("%s of %s", metta.format(match), metta.format(random.facts))
                        .isEqualTo(texts(
                                metta,
                                expected.stream()
                                        .map(ConjunctionPropertyTest::quoted)
                                        .toList()));
            }
        }
    }

    private static boolean isReordered(Environment environment, SpaceId space, List<Atom> goals) {
        final Knowledge knowledge = new Knowledge(environment);
        try (KnowledgeView view = knowledge.view(Knowledge.atomOf(space))) {
            return new GoalOrder(knowledge, view, goals.toArray(new Atom[0])).at(0) != 0;
        }
    }

    private static Expression conjunction(List<Atom> goals) {
        final List<Atom> children = new ArrayList<>(goals);
        children.add(0, Names.COMMA);
        return Expression.of(children.toArray(new Atom[0]));
    }

    private static Atom quoted(Atom atom) {
        return Expression.of(Symbol.of("quote"), atom);
    }

    /** Returns the texts of atoms in order, with variables named by where they occur first. */
    private static List<String> texts(Metta metta, List<? extends Atom> atoms) {
        return atoms.stream()
                .map(atom -> metta.format(named(atom, new HashMap<>())))
                .sorted()
                .toList();
    }

    private static Atom named(Atom atom, Map<Variable, Variable> names) {
        if (atom instanceof Variable variable) {
            return names.computeIfAbsent(variable, v -> new Variable("v" + names.size(), 0));
        }
        return atom instanceof Expression expression
                ? NestedLoops.rebuilt(expression, child -> named(child, names))
                : atom;
    }

    /** A space and a conjunction. */
    private static final class Case {
        private final Random random;
        private final Environment environment;
        private final Knowledge knowledge;
        private final SpaceId space;
        private final List<Atom> facts = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();
        private final boolean storesVariables;
        private final int constants;
        private final int[] arities = new int[3];

        Case(long seed, Environment environment) {
            // Seeds that follow one another begin alike: the first boolean of all small ones is true.
            random = new Random(seed * 0x9E3779B97F4A7C15L);
            this.environment = environment;
            knowledge = new Knowledge(environment);
            space = random.nextBoolean() ? SpaceId.MAIN : environment.newSpace();
            // A stored variable in the main space is a declaration of types, too.
            storesVariables = !space.equals(SpaceId.MAIN) && random.nextBoolean();
            constants = 3 + random.nextInt(40);
            for (int i = 0; i < 4; i++) {
                variables.add(new Variable("g" + i, 0));
            }
            for (int relation = 0; relation < arities.length; relation++) {
                arities[relation] = 1 + random.nextInt(3);
                final int size = random.nextInt(SIZES[random.nextInt(SIZES.length)]);
                for (int i = 0; i < size; i++) {
                    add(fact(relation));
                }
            }
        }

        private void add(Atom fact) {
            final int copies = random.nextInt(10) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                knowledge.add(space, fact);
                facts.add(fact);
            }
        }

        void buildIndexes() {
            while (random.nextInt(3) > 0) {
                final int size = 2 + random.nextInt(3);
                environment.buildIndex(space, size, 1 + random.nextInt(size - 1));
            }
        }

        private Atom fact(int relation) {
            final List<Variable> own = List.of(new Variable("s0", 0), new Variable("s1", 0));
            final int variability = storesVariables && random.nextInt(12) == 0 ? 3 : 0;
            if (variability > 0 && random.nextInt(20) == 0) {
                return own.get(0);
            }
            return expression(relation, arities[relation], own, variability);
        }

        List<Atom> goals() {
            final List<Atom> goals = new ArrayList<>();
            final int count = 2 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                final int relation = random.nextInt(arities.length);
                final int arity = random.nextInt(30) == 0 ? 2 : arities[relation];
                goals.add(
                        random.nextInt(60) == 0
                                ? variables.get(random.nextInt(variables.size()))
                                : expression(relation, arity, variables, 7));
            }
            return goals;
        }

        private Expression expression(int relation, int arity, List<Variable> own, int variability) {
            final Atom[] children = new Atom[arity + 1];
            children[0] = Symbol.of("r" + relation);
            for (int i = 1; i < children.length; i++) {
                children[i] = argument(own, variability, 2);
            }
            return Expression.of(children);
        }

        private Atom argument(List<Variable> own, int variability, int depth) {
            if (random.nextInt(10) < variability) {
                return own.get(random.nextInt(own.size()));
            }
            if (depth > 0 && random.nextInt(6) == 0) {
                return Expression.of(
                        Symbol.of("f"), argument(own, variability, depth - 1), argument(own, variability, depth - 1));
            }
            final int constant = random.nextInt(constants);
            // Where a stored variable takes both, 1 and 1.0 are equal or not by the order in which they come.
            if (constant == 1 && !storesVariables) {
                return random.nextBoolean() ? Numbers.integer(1) : Numbers.floating(1);
            }
            return Symbol.of("c" + constant);
        }
    }
}
