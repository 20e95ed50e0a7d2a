package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VariableShapesTest {
    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    private static AtomWriter pair(String head, String argument) {
        final AtomWriter atom = new AtomWriter();
        atom.expression(2);
        atom.symbol(head);
        if (argument.startsWith("$")) {
            atom.variable(argument.substring(1));
        } else {
            atom.symbol(argument);
        }
        return atom;
    }

    private long answers(String head, String argument) {
        return environment.countGround(SpaceId.MAIN, pair(head, argument));
    }

    @Test
    void groundAtomsAreCountedWhileOnlyOthersHaveVariables() {
        environment.add(SpaceId.MAIN, pair("edge", "a"));
        environment.add(SpaceId.MAIN, pair("edge", "a"));
        environment.add(SpaceId.MAIN, pair("rule", "$x"));

        assertThat(answers("edge", "a")).isEqualTo(2);
        assertThat(answers("edge", "b")).isZero();
    }

    @Test
    void whereAtomsWithVariablesMayAnswerNothingIsSaid() {
        environment.add(SpaceId.MAIN, pair("edge", "a"));
        environment.add(SpaceId.MAIN, pair("edge", "$x"));
        assertThat(answers("edge", "a")).isEqualTo(-1);
    }

    @Test
    void anAtomThatIsAVariableMayAnswerEverything() {
        environment.add(SpaceId.MAIN, new AtomWriter().variable("anything"));
        assertThat(answers("edge", "a")).isEqualTo(-1);
    }

    @Test
    void aVariableHeadMayAnswerEveryExpression() {
        final AtomWriter atom = new AtomWriter();
        atom.expression(2);
        atom.variable("head");
        atom.symbol("a");
        environment.add(SpaceId.MAIN, atom);
        assertThat(answers("edge", "a")).isEqualTo(-1);
    }

    @Test
    void forksAndUnionsKnowToo() {
        environment.add(SpaceId.MAIN, pair("edge", "a"));
        try (Environment fork = environment.fork()) {
            fork.add(SpaceId.MAIN, pair("edge", "$x"));
            environment.add(SpaceId.MAIN, pair("edge", "b"));
            assertThat(answers("edge", "a")).isEqualTo(1);
            environment.union(fork);
            assertThat(answers("edge", "a")).isEqualTo(-1);
        }
    }

    @Test
    void bulkLoadsKnowToo() {
        try (AtomBatch batch = new AtomBatch()) {
            batch.add(pair("edge", "$x"));
            batch.add(pair("edge", "a"));
            environment.addAll(SpaceId.MAIN, batch);
        }
        assertThat(answers("edge", "a")).isEqualTo(-1);
    }
}
