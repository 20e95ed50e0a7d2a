package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spaces and states whose names come from elsewhere, as an import brings them. */
class RestoredNamesTest {
    private static final AtomCode FACT = AtomCode.symbol("fact");

    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void anEnsuredSpaceIsThereAndEmpty() {
        final SpaceId id = new SpaceId(7, 3);
        environment.ensureSpace(id);
        assertThat(environment.spaces()).containsExactly(SpaceId.MAIN, id);
        assertThat(environment.size(id)).isZero();
    }

    @Test
    void ensuringASpaceThatIsThereChangesNothing() {
        final SpaceId id = environment.newSpace();
        environment.add(id, FACT);
        environment.ensureSpace(id);
        environment.ensureSpace(SpaceId.MAIN);
        assertThat(environment.count(id, FACT)).isOne();
        assertThat(environment.spaces()).containsExactly(SpaceId.MAIN, id);
    }

    @Test
    void anEnsuredSpaceIsNoneOfAForkMadeBefore() {
        try (Environment fork = environment.fork()) {
            environment.ensureSpace(new SpaceId(7, 3));
            assertThat(fork.spaces()).containsExactly(SpaceId.MAIN);
        }
    }

    @Test
    void theRegistryIsNoSpaceToEnsure() {
        assertThatThrownBy(() -> environment.ensureSpace(SpaceId.REGISTRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use changeState and bind");
    }

    @Test
    void namesThatCameFromElsewhereAreNotGivenAgain() {
        final SpaceId first = environment.newSpace();
        final SpaceId restored = new SpaceId(first.high(), first.low() + 1);
        environment.ensureSpace(restored);
        final StateId state = new StateId(first.high(), first.low() + 2);
        environment.changeState(state, FACT);
        assertThat(environment.newSpace()).isNotIn(first, restored);
        assertThat(environment.newState(AtomCode.integer(1))).isNotEqualTo(state);
        assertThat(environment.state(state)).contains(FACT);
    }

    @Test
    void statesAreListedByHandle() {
        assertThat(environment.states()).isEmpty();
        environment.changeState(new StateId(2, 1), FACT);
        environment.changeState(new StateId(1, 5), AtomCode.integer(7));
        environment.bind("token", FACT);
        assertThat(environment.states()).containsExactly(entry(1, 5, AtomCode.integer(7)), entry(2, 1, FACT));
    }

    private static AtomCode entry(long high, long low, AtomCode value) {
        return AtomCode.expression(
                AtomCode.symbol("state"), new AtomWriter().state(high, low).toAtomCode(), value);
    }
}
