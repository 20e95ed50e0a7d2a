package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of isolation fail when they should: here the bug is made on purpose, and beside it the rule is kept. */
class EnvironmentPlantedBugTest {
    private final Environment base = Environment.create();

    @BeforeEach
    void write() {
        for (int i = 0; i < 100; i++) {
            base.add(atom("n", "x" + i));
        }
    }

    @AfterEach
    void close() {
        base.close();
    }

    private Cursor unpinned() {
        final SpaceState state = base.stateOf(SpaceId.MAIN);
        return new Cursor(base, state, QueryPlan.ofPrefix(state, new byte[0]), null, null);
    }

    @Test
    void aCursorThatPinsNothingSeesALaterWrite() {
        final List<String> before = texts(base);
        try (Cursor pinned = base.atoms(SpaceId.MAIN);
                Cursor unpinned = unpinned()) {
            base.add(word("zzz"));
            assertThat(texts(unpinned)).as("a pin holds for whoever looks").isEqualTo(before);
            assertThat(texts(pinned)).isEqualTo(before);
        }
        try (Cursor unpinned = unpinned()) {
            base.add(word("zzzz"));
            assertThat(texts(unpinned)).as("the planted leak must show").isNotEqualTo(before);
        }
    }

    @Test
    void aHoldThatIsGivenBackTwiceLetsTheParentWriteUnderAnotherFork() {
        final List<String> before = texts(base);
        try (Environment sibling = base.fork()) {
            base.fork().close();
            base.add(word("kept apart"));
            assertThat(texts(sibling)).isEqualTo(before);
        }
        try (Environment sibling = base.fork()) {
            final List<String> now = texts(sibling);
            final Environment fork = base.fork();
            final Line line = fork.handOut().origin().line();
            fork.close();
            line.release();
            base.add(word("leaked"));
            assertThat(texts(sibling)).as("the planted leak must show").isNotEqualTo(now);
            line.branch();
        }
    }

    @Test
    void aForkThatIsNotCountedLetsTheParentWriteUnderIt() {
        final Environment fork = base.fork();
        final List<String> before = texts(fork);
        final Line line = fork.handOut().origin().line();
        assertThat(line.isHeldByItsHandleAlone()).isFalse();
        line.release();
        base.add(word("leaked"));
        assertThat(texts(fork)).as("the planted leak must show").isNotEqualTo(before);
        line.branch();
        fork.close();
    }
}
