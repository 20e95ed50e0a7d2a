package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentViewTest {
    private final Environment environment = Environment.create();

    EnvironmentViewTest() {
        for (int i = 0; i < 1000; i++) {
            environment.add(atom("edge", "a" + i % 10, "b" + i));
        }
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void allCursorsSeeTheSpaceAsItWasWhenTheViewWasTaken() {
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        // Begins an epoch, so that what follows would be written in place.
        environment.add(atom("edge", "a2", "b1"));
        environment.remove(atom("edge", "a2", "b1"));
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            environment.remove(atom("edge", "a1", "b1"));
            environment.add(atom("edge", "a2", "b1"));
            assertThat(view.entries(SpaceId.MAIN)).isEqualTo(1000);
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "$x", "b1"), null)))
                    .containsExactly("(edge a1 b1)");
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "a1", "$x"), null)))
                    .hasSize(100);
        }
        assertThat(texts(environment.match(atom("edge", "$x", "b1")))).containsExactly("(edge a2 b1)");
    }

    @Test
    void aCursorIsUsedAgainForAnyPatternOfTheView() {
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            final Cursor cursor = view.match(SpaceId.MAIN, atom("edge", "a1", "b1"), null);
            assertThat(texts(cursor)).hasSize(1);
            assertThat(view.match(SpaceId.MAIN, atom("edge", "$x", "b7"), cursor))
                    .isSameAs(cursor);
            assertThatThrownBy(() -> view.match(SpaceId.MAIN, atom("edge", "$x", "b7"), cursor))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cursor cannot be used again: closed=false");
            assertThat(texts(cursor)).containsExactly("(edge a7 b7)");
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "a3", "$x"), cursor)))
                    .hasSize(100);
            assertThat(texts(view.match(SpaceId.MAIN, atom("none"), cursor))).isEmpty();
        }
    }

    @Test
    void writesCopyOnlyWhileTheViewIsOpen() {
        final EnvironmentView view = environment.view(SpaceId.MAIN);
        final long before = environment.segmentsCopied();
        environment.add(atom("new", "1"));
        assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
        view.close();
        view.close();
        environment.add(atom("new", "2"));
        assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
        assertThatThrownBy(() -> view.match(SpaceId.MAIN, atom("new", "1"), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("view used after close");
    }

    @Test
    void anEstimateIsExactForFew() {
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "a1", "$x"))).isEqualTo(100);
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "a1", "b1"))).isEqualTo(1);
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "a1", "b2"))).isZero();
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "$x", "$y"))).isBetween(500L, 2000L);
        }
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "$x", "b1"))).isEqualTo(1);
        }
    }
}
