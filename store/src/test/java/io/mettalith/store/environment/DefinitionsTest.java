package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private final Environment environment = Environment.create();
    private final Definitions definitions = new Definitions(environment);

    @AfterEach
    void close() {
        environment.close();
    }

    private List<StoredAtom> read() {
        final List<StoredAtom> read = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            final AtomCode code = AtomCode.copyOf(definitions.array(), definitions.offset(i), definitions.length(i));
            read.add(new StoredAtom(code, definitions.count(i), definitions.stamp(i)));
        }
        return read;
    }

    @Test
    void rulesComeInOrderOfDefinitionWithTheirCounts() {
        environment.add(rule(atom("f", "z"), "first"));
        environment.add(rule(atom("f", "a"), "second"));
        environment.add(rule(atom("f", "z"), "first"));
        environment.add(rule(atom("g", "a"), "other"));
        environment.add(rule(atom("f", "a", "b"), "other arity"));
        assertThat(definitions.readRules(SpaceId.MAIN, word("f"), 1)).isEqualTo(2);
        assertThat(read())
                .containsExactly(
                        new StoredAtom(rule(atom("f", "z"), "first"), 2, 1),
                        new StoredAtom(rule(atom("f", "a"), "second"), 1, 2));
        assertThat(definitions.readRules(SpaceId.MAIN, word("h"), 1)).isZero();
    }

    @Test
    void theyEqualTheListsForManyHeadsReadOneAfterTheOther() {
        final Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            final String[] words = {"f" + random.nextInt(20), "a" + random.nextInt(400), "b"};
            environment.add(rule(atom(Arrays.copyOf(words, 1 + random.nextInt(3))), "r" + random.nextInt(3)));
        }
        environment.add(rule(word("$x"), "anything"));
        environment.add(rule(atom("$f", "a"), "any head"));
        for (int head = 0; head < 20; head++) {
            for (int arity = 0; arity < 3; arity++) {
                definitions.readRules(SpaceId.MAIN, word("f" + head), arity);
                assertThat(read()).isEqualTo(environment.rules(word("f" + head), arity));
            }
        }
        definitions.readWildcardRules(SpaceId.MAIN, 1);
        try (EnvironmentView view = environment.view()) {
            assertThat(read()).hasSize(2).isEqualTo(view.wildcardRules(SpaceId.MAIN, 1));
        }
    }

    @Test
    void whatWasReadStaysWhileOthersWrite() {
        environment.add(rule(atom("f", "a"), "x"));
        definitions.readRules(SpaceId.MAIN, word("f"), 1);
        final List<StoredAtom> before = read();
        environment.remove(rule(atom("f", "a"), "x"));
        assertThat(read()).isEqualTo(before).hasSize(1);
        definitions.readRules(SpaceId.MAIN, word("f"), 1);
        assertThat(read()).isEmpty();
    }

    @Test
    void wrongPlacesAndSpacesAreNamed() {
        assertThatThrownBy(() -> definitions.offset(0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("rules=0");
        assertThatThrownBy(() -> definitions.count(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> definitions.readRules(new SpaceId(7, 7), word("f"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such space");
    }
}
