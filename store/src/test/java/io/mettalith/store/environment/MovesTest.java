package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.environment.Difference.SpaceDifference;
import io.mettalith.store.snapshot.SegmentStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final int RULES = 50;

    private final SegmentStore store = SegmentStore.inMemory();
    private final Environment environment = Environment.create();

    @BeforeEach
    void define() {
        for (int i = 0; i < RULES; i++) {
            environment.add(rule(atom("f", "n" + i), "y"));
        }
        store.commit("before", environment);
    }

    @AfterEach
    void close() {
        environment.close();
        store.close();
    }

    private void defineAgain(int number) {
        environment.remove(rule(atom("f", "n" + number), "y"));
        environment.add(rule(atom("f", "n" + number), "y"));
    }

    private long moved() {
        store.commit("after", environment);
        return store.diff("before", "after").sum(SpaceDifference::moved);
    }

    @Test
    void whereOneIsTakenOutTheOthersHaveNotMoved() {
        environment.remove(rule(atom("f", "n7"), "y"));
        assertThat(moved()).isZero();
        assertThat(store.diff("before", "after").removed()).isEqualTo(1);
    }

    @Test
    void whatIsDefinedAgainHasMovedAndNothingElse() {
        defineAgain(3);
        environment.remove(rule(atom("f", "n20"), "y"));
        environment.add(rule(atom("f", "new"), "y"));
        defineAgain(30);
        assertThat(moved()).isEqualTo(2);
    }

    @Test
    void whatIsDefinedAgainHasMovedBeforeACommitNumbersAllAnew() {
        try (Environment checkout = store.checkout("before")) {
            defineAgain(3);
            assertThat(Difference.between(checkout, environment).sum(SpaceDifference::moved))
                    .isEqualTo(1);
        }
    }
}
