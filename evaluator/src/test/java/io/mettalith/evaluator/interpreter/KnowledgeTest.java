package io.mettalith.evaluator.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spaces that see the atoms of others. */
class KnowledgeTest {
    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);
    private final Knowledge knowledge = new Knowledge(environment);
    private final SpaceId a = environment.newSpace();
    private final SpaceId b = environment.newSpace();
    private final SpaceId c = environment.newSpace();

    @AfterEach
    void close() {
        environment.close();
    }

    private Atom atom(String text) {
        return metta.parse(text).get(0);
    }

    private void add(SpaceId space, String... texts) {
        for (final String text : texts) {
            knowledge.add(space, atom(text));
        }
    }

    private static List<String> answers(Query opened) {
        final Unifier unifier = new Unifier();
        final List<String> answers = new ArrayList<>();
        try (Query query = opened) {
            for (long copies = query.next(unifier); copies > 0; copies = query.next(unifier)) {
                answers.add(query.place() + " " + Atoms.resolve(ANSWER) + " x" + copies);
                unifier.undo(0);
            }
        }
        return answers;
    }

    private static final Variable ANSWER = new Variable("answer", 0);

    @Test
    void aSpaceDependsOnWhatItsDependenciesDependOnEachOnce() {
        knowledge.addDependency(a, b);
        knowledge.addDependency(a, c);
        knowledge.addDependency(b, c);
        knowledge.addDependency(b, SpaceId.MAIN);
        knowledge.addDependency(c, a);
        assertThat(knowledge.dependencies(a)).containsExactly(b, c, SpaceId.MAIN);
        assertThat(knowledge.dependencies(c)).containsExactly(a, b, SpaceId.MAIN);
        assertThat(knowledge.dependencies(SpaceId.MAIN)).isEmpty();
    }

    @Test
    void queriesFindTheSpacesOwnAtomsAndThenThoseItDependsOn() {
        add(b, "later", "later");
        add(a, "own");
        knowledge.addDependency(a, c);
        knowledge.addDependency(a, b);
        assertThat(answers(knowledge.query(a, ANSWER))).containsExactly("0 own x1", "2 later x2");
        assertThat(answers(knowledge.query(Knowledge.atomOf(a).withoutDependencies(), ANSWER)))
                .containsExactly("0 own x1");
        assertThat(answers(knowledge.query(b, ANSWER))).containsExactly("0 later x2");
    }

    @Test
    void aQuerySeesAllSpacesAsTheyWereWhenItWasOpened() {
        add(a, "own");
        add(b, "later");
        knowledge.addDependency(a, b);
        final Query query = knowledge.query(a, ANSWER);
        add(b, "too-late");
        assertThat(answers(query)).containsExactly("0 own x1", "1 later x1");
    }

    @Test
    void rulesOfTheSpaceComeBeforeThoseOfItsDependencies() {
        add(b, "(= (f $x) (b $x))", "(= $x (any $x))", "(= (((g) 1) 2) b)");
        add(a, "(= (f $x) (a1 $x))", "(= (f 1) a2)", "(= (((g) 1) 2) a)");
        knowledge.addDependency(a, b);
        assertThat(knowledge.rules().of(a, Symbol.of("f"), 1)).hasSize(4);
        assertThat(knowledge.rules().ofAtom(a, atom("(((g) 1) 2)"))).hasSize(3);
        assertThat(knowledge.rules().of(b, Symbol.of("f"), 1)).hasSize(2);
    }

    @Test
    void versionsChangeWithEverythingThatIsSeenAndNothingElse() {
        assertThat(knowledge.rulesVersion(a)).isEqualTo(environment.rulesVersion(a));
        knowledge.addDependency(a, b);
        knowledge.addDependency(b, c);
        assertThat(knowledge.typesVersion(a)).isZero();
        add(c, "(= (f) 1)");
        final long rules = knowledge.rulesVersion(a);
        final long types = knowledge.typesVersion(a);
        add(SpaceId.MAIN, "(= (f) 2)", "(: f T)");
        add(c, "(fact)");
        assertThat(knowledge.rulesVersion(a)).isEqualTo(rules).isNegative();
        assertThat(knowledge.typesVersion(a)).isEqualTo(types);
        add(c, "(= (f) 3)", "(: f T)");
        assertThat(knowledge.rulesVersion(a)).isNotEqualTo(rules);
        assertThat(knowledge.typesVersion(a)).isNotEqualTo(types).isNegative();
        assertThat(knowledge.rulesVersion(b)).isNotEqualTo(knowledge.rulesVersion(a));
    }

    @Test
    void groundAtomsAreCountedInAllSpacesUnlessVariablesMayAnswerToo() {
        add(a, "(fact 1)");
        add(b, "(fact 1)", "(fact 1)");
        knowledge.addDependency(a, b);
        assertThat(knowledge.countGround(Knowledge.atomOf(a), atom("(fact 1)"))).isEqualTo(3);
        assertThat(knowledge.countGround(Knowledge.atomOf(a).withoutDependencies(), atom("(fact 1)")))
                .isEqualTo(1);
        assertThat(knowledge.countGround(Knowledge.atomOf(a), atom("(fact $x)")))
                .isEqualTo(-1);
        add(b, "(fact $any)");
        assertThat(knowledge.countGround(Knowledge.atomOf(a), atom("(fact 1)"))).isEqualTo(-1);
        assertThat(knowledge.countGround(Knowledge.atomOf(a).withoutDependencies(), atom("(fact 1)")))
                .isEqualTo(1);
    }

    @Test
    void versionsOfBeforeARefreshDoNotComeBack() {
        add(b, "(= (f) 1)");
        knowledge.addDependency(a, b);
        final long before = knowledge.rulesVersion(a);
        knowledge.refresh();
        assertThat(knowledge.rulesVersion(a)).isNotEqualTo(before);
    }

    @Test
    void aHandleThatLeavesOutDependenciesIsStoredAsSuch() {
        final SpaceAtom alone = new SpaceAtom(a.high(), a.low(), true);
        knowledge.add(b, alone);
        knowledge.add(b, Knowledge.atomOf(a));
        assertThat(knowledge.codec().decode(knowledge.codec().encode(alone))).isEqualTo(alone);
        assertThat(alone).isNotEqualTo(Knowledge.atomOf(a));
        assertThat(environment.size(b)).isEqualTo(2);
        assertThat(knowledge.remove(b, alone)).isTrue();
        assertThat(environment.contains(b, knowledge.codec().encode(Knowledge.atomOf(a))))
                .isTrue();
    }

    @Test
    void dependenciesBelongToTheEnvironment() {
        knowledge.addDependency(a, c);
        try (Environment fork = environment.fork()) {
            final Knowledge forked = new Knowledge(fork);
            forked.addDependency(a, b);
            assertThat(new Knowledge(fork).dependencies(a)).containsExactly(c, b);
            assertThat(knowledge.dependencies(a)).containsExactly(c);
            environment.union(fork);
        }
        knowledge.refresh();
        assertThat(knowledge.dependencies(a)).containsExactly(c, b);
        assertThat(metta.parse("dependency")).hasSize(1);
    }
}
