package io.mettalith.evaluator.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.UnionMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random conjunctions over equal spaces that came to be in different ways: by other orders of insertion, with atoms that
 * were removed again, by a union of forks, with indexes built and not, beside atoms that answer no goal. The answers must
 * come in the same order, and what is defined from them must have the same id. A failure prints its seed.
 */
class OrderByContentsPropertyTest {
    private static final int CASES = 300;
    private static final int MAX_STEPS = 10_000;
    private static final int[] SIZES = {3, 12, 50, 150, 400};
    private static final Expression UNRELATED_HEAD = Expression.of(Symbol.of("un"), Symbol.of("related"));

    private int checked;
    private int ordersByPresentIndexes;

    @Test
    void theOrderOfAnswersFollowsFromContentsAlone() {
        for (long seed = 0; checked < CASES; seed++) {
            try {
                check(seed);
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
        // Otherwise the property would hold for reasons that have nothing to do with the order.
        assertThat(ordersByPresentIndexes)
                .as("cases in which exact counts from those indexes that are there give another order")
                .isPositive();
    }

    private void check(long seed) {
        final Case random = new Case(seed);
        final Atom template = Expression.of(random.variables.toArray(new Atom[0]));
        final List<Atom> answers = new NestedLoops(random.facts, MAX_STEPS).solve(random.goals, template);
        if (answers == null || answers.size() < 2) {
            return;
        }
        checked++;
        List<String> expected = null;
        String id = null;
        List<Integer> planted = null;
        for (final History history : History.values()) {
            try (Environment environment = history.build(random)) {
                final List<Integer> order = orderByPresentIndexes(environment, random);
                ordersByPresentIndexes += planted != null && !planted.equals(order) ? 1 : 0;
                planted = order;
                final Metta metta = new Metta(environment);
                // Again and again: the first times may build an index.
                for (int i = 0; i < 3; i++) {
                    final List<String> found = random.answers(metta, template);
                    expected = expected == null ? found : expected;
                    assertThat(found).as("%s, round %d", history, i).isEqualTo(expected);
                }
                if (history != History.UNRELATED && !random.storesVariables) {
                    metta.evaluate(random.defineFromAnswers(template));
                    id = id == null ? environment.id().toHex() : id;
                    assertThat(environment.id().toHex()).as("id, %s", history).isEqualTo(id);
                }
            }
        }
    }

    /** Returns the order of goals if what each reads is counted in an index where one is there. */
    private static List<Integer> orderByPresentIndexes(Environment environment, Case random) {
        final Knowledge knowledge = new Knowledge(environment);
        final Unifier unifier = new Unifier();
        final Atom[] goals = random.goals.toArray(new Atom[0]);
        final List<Integer> order = new ArrayList<>();
        try (KnowledgeView view = knowledge.view(Knowledge.atomOf(SpaceId.MAIN))) {
            final GoalOrder chosen = new GoalOrder(knowledge, view, goals) {
                @Override
                long estimate(int goal) {
                    return environment.indexes(SpaceId.MAIN).isEmpty()
                            ? super.estimate(goal)
                            : view.spaces().countMatches(
                                    SpaceId.MAIN, knowledge.codec().encodePattern(goals[goal]));
                }
            };
            for (int level = 0; level < goals.length; level++) {
                order.add(chosen.at(level));
                try (Query query = knowledge.query(view, goals[chosen.at(level)], null)) {
                    query.next(unifier);
                }
            }
        }
        return order;
    }

    /** How a space came to hold what it holds. */
    private enum History {
        PLAIN {
            @Override
            void fill(Environment environment, Case random) {
                add(environment, random.facts);
            }
        },
        SHUFFLED_WITH_INDEXES {
            @Override
            void fill(Environment environment, Case random) {
                add(environment, random.shuffled());
                for (int size = 2; size <= 4; size++) {
                    for (int position = 1; position < size; position++) {
                        environment.buildIndex(SpaceId.MAIN, size, position);
                    }
                }
            }
        },
        WITH_ATOMS_REMOVED {
            @Override
            void fill(Environment environment, Case random) {
                final List<Atom> extras = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    extras.add(random.fact(i % 3));
                }
                add(environment, extras);
                environment.buildIndex(SpaceId.MAIN, 3, 2);
                add(environment, random.shuffled());
                final Knowledge knowledge = new Knowledge(environment);
                extras.forEach(fact -> knowledge.remove(SpaceId.MAIN, fact));
            }
        },
        UNITED {
            @Override
            void fill(Environment environment, Case random) {
                final List<Atom> facts = random.shuffled();
                try (Environment left = environment.fork();
                        Environment right = environment.fork()) {
                    add(left, facts.subList(0, facts.size() / 2));
                    add(right, facts.subList(facts.size() / 2, facts.size()));
                    environment.union(left, UnionMode.SUM);
                    environment.union(right, UnionMode.SUM);
                }
            }
        },
        UNRELATED {
            @Override
            void fill(Environment environment, Case random) {
                PLAIN.fill(environment, random);
                final List<Atom> unrelated = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    unrelated.add(Expression.of(UNRELATED_HEAD, Symbol.of("c" + i % 7), Symbol.of("n" + i)));
                    unrelated.add(Expression.of(Symbol.of("zz"), Symbol.of("n" + i), UNRELATED_HEAD, UNRELATED_HEAD));
                }
                add(environment, unrelated);
            }
        };

        abstract void fill(Environment environment, Case random);

        Environment build(Case random) {
            final Environment environment = Environment.create();
            fill(environment, random);
            return environment;
        }

        private static void add(Environment environment, List<Atom> facts) {
            final Knowledge knowledge = new Knowledge(environment);
            facts.forEach(fact -> knowledge.add(SpaceId.MAIN, fact));
        }
    }

    /** What a space holds, and a conjunction. */
    private static final class Case {
        private final Random random;
        private final List<Atom> facts = new ArrayList<>();
        private final List<Atom> goals = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();
        private final boolean storesVariables;
        private final int constants;
        private final int[] arities = new int[3];

        Case(long seed) {
            // Seeds that follow one another begin alike: the first boolean of all small ones is true.
            random = new Random(seed * 0x9E3779B97F4A7C15L);
            storesVariables = random.nextInt(3) == 0;
            constants = 3 + random.nextInt(25);
            for (int i = 0; i < 4; i++) {
                variables.add(new Variable("g" + i, 0));
            }
            for (int relation = 0; relation < arities.length; relation++) {
                arities[relation] = 1 + random.nextInt(3);
                final int size = random.nextInt(SIZES[random.nextInt(SIZES.length)]);
                for (int i = 0; i < size; i++) {
                    final Atom fact = fact(relation);
                    facts.addAll(Collections.nCopies(random.nextInt(10) == 0 ? 2 : 1, fact));
                }
            }
            for (int i = 2 + random.nextInt(3); i > 0; i--) {
                final int relation = random.nextInt(arities.length);
                goals.add(expression(relation, variables, 7));
            }
        }

        Atom fact(int relation) {
            final List<Variable> own = List.of(new Variable("s0", 0), new Variable("s1", 0));
            return expression(relation, own, storesVariables && random.nextInt(12) == 0 ? 3 : 0);
        }

        private Expression expression(int relation, List<Variable> own, int variability) {
            final Atom[] children = new Atom[arities[relation] + 1];
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
            return Symbol.of("c" + random.nextInt(constants));
        }

        List<Atom> shuffled() {
            final List<Atom> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            return shuffled;
        }

        private Expression match(Atom template) {
            final List<Atom> children = new ArrayList<>(goals);
            children.add(0, Names.COMMA);
            return Expression.of(
                    Symbol.of("match"),
                    Knowledge.atomOf(SpaceId.MAIN),
                    Expression.of(children.toArray(new Atom[0])),
                    template);
        }

        /** Returns the texts of the answers in their order, with variables named by where they occur first. */
        List<String> answers(Metta metta, Atom template) {
            return metta.evaluate(match(Expression.of(Symbol.of("quote"), template))).stream()
                    .map(answer -> metta.format(named(answer, new HashMap<>())))
                    .toList();
        }

        /** Returns what defines a rule from each answer. */
        Expression defineFromAnswers(Atom template) {
            final Atom rule = Expression.of(Symbol.of("="), Expression.of(Symbol.of("found")), template);
            return match(Expression.of(Symbol.of("add-atom"), Knowledge.atomOf(SpaceId.MAIN), rule));
        }

        private static Atom named(Atom atom, Map<Variable, Variable> names) {
            if (atom instanceof Variable variable) {
                return names.computeIfAbsent(variable, v -> new Variable("v" + names.size(), 0));
            }
            return atom instanceof Expression expression
                    ? NestedLoops.rebuilt(expression, child -> named(child, names))
                    : atom;
        }
    }
}
