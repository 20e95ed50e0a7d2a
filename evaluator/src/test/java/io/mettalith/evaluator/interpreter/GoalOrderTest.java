package io.mettalith.evaluator.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoalOrderTest {
    private static final int MANY = 2000;

    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);
    private final Knowledge knowledge = new Knowledge(environment);

    GoalOrderTest() {
        for (int i = 0; i < MANY; i++) {
            add("(edge n%d n%d)", i, (i * 7 + 1) % MANY);
            add("(inside n%d (box b%d b%d))", i, i, i + 1);
            if (i % 100 == 0) {
                add("(rare n%d)", i);
                add("(odd b%d)", i);
            }
            if (i < 200) {
                add("(some n%d n%d)", i, i + 1);
            }
        }
    }

    private void add(String format, Object... arguments) {
        knowledge.add(
                SpaceId.MAIN, metta.parse(String.format(format, arguments)).get(0));
    }

    @AfterEach
    void close() {
        environment.close();
    }

    /** Returns the order of goals, each level chosen with the first answer to the goals before it. */
    private List<Integer> order(String conjunction) {
        final Expression goals = (Expression) metta.parse(conjunction).get(0);
        final Atom[] asked = new Atom[goals.size() - 1];
        System.arraycopy(goals.childrenUnsafe(), 1, asked, 0, asked.length);
        final Unifier unifier = new Unifier();
        final List<Integer> order = new ArrayList<>();
        try (KnowledgeView view = knowledge.view(Knowledge.atomOf(SpaceId.MAIN))) {
            final GoalOrder chosen = new GoalOrder(knowledge, view, asked);
            for (int level = 0; level < asked.length; level++) {
                order.add(chosen.at(level));
                try (Query query = knowledge.query(view, asked[chosen.at(level)], null)) {
                    query.next(unifier);
                }
            }
        }
        return order;
    }

    @Test
    void theGoalThatReadsLeastIsTheOuterOne() {
        assertThat(order("(, (edge $a $b) (rare $a))")).containsExactly(1, 0);
        assertThat(order("(, (edge $a $b) (edge $a n15))")).containsExactly(1, 0);
    }

    @Test
    void theOrderOfTheProgramStaysWhereItReadsFewAtoms() {
        assertThat(order("(, (rare $a) (edge $a $b))")).containsExactly(0, 1);
        assertThat(order("(, (edge n1 $a) (edge $a $b) (rare $b))")).containsExactly(0, 1, 2);
    }

    @Test
    void theOrderOfTheProgramStaysWhereAnotherIsNotMuchBetter() {
        assertThat(order("(, (edge $a $b) (edge $b $c))")).containsExactly(0, 1);
        assertThat(order("(, (edge $a $b) (inside $a $c))")).containsExactly(0, 1);
    }

    @Test
    void aGoalThatSharesNothingComesLast() {
        assertThat(order("(, (some n1 $a) (some $x $y) (edge $a $b))")).containsExactly(0, 2, 1);
        assertThat(order("(, (edge $a $b) (some $x $y) (rare $a))")).containsExactly(2, 0, 1);
    }

    @Test
    void aGoalWithoutVariablesIsAskedFirst() {
        assertThat(order("(, (edge $a $b) (edge $b $c) (missing fact))")).containsExactly(2, 0, 1);
    }

    @Test
    void whatNoIndexFindsIsReadOnceRatherThanForEachAnswer() {
        // $b is no whole child of the first goal: each answer to the second would read all of the first.
        assertThat(order("(, (inside $a (box $c $b)) (odd $b))")).containsExactly(0, 1);
        // By its first variable it is found at once.
        assertThat(order("(, (inside $a (box $c $b)) (rare $a))")).containsExactly(1, 0);
    }

    @Test
    void whatAnIndexWillFindMayComeLater() {
        assertThat(order("(, (edge $a $b) (rare $b))")).containsExactly(1, 0);
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        assertThat(order("(, (edge $a $b) (rare $b))")).containsExactly(1, 0);
    }

    @Test
    void eachLevelIsChosenWithWhatIsBoundThere() {
        assertThat(order("(, (edge $a $b) (inside $b $c) (edge $b $d) (rare $b))"))
                .startsWith(3)
                .hasSize(4);
        assertThat(order("(, (edge $a $b) (some $a $c) (rare $a))").get(0)).isEqualTo(2);
    }
}
