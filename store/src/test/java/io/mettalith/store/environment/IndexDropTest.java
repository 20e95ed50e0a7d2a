package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.segment.SegmentMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexDropTest {
    private final Environment environment = Environment.create();

    IndexDropTest() {
        for (int i = 0; i < 1000; i++) {
            environment.add(atom("edge", "a" + i, "b" + i % 10));
        }
        environment.buildIndex(SpaceId.MAIN, 3, 2);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void anIndexThatIsDroppedIsGoneAndCanBeBuiltAgain() {
        assertThat(environment.dropIndex(SpaceId.MAIN, 3, 2)).isTrue();
        assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
        assertThat(environment.dropIndex(SpaceId.MAIN, 3, 2)).isFalse();
        assertThat(texts(environment.match(atom("edge", "$x", "b1")))).hasSize(100);
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(new IndexKey(3, 2));
        IndexValidator.validate(environment, SpaceId.MAIN);
    }

    @Test
    void queriesShowTheNeedForItFromTheBeginning() {
        assertThat(environment.dropIndex(SpaceId.MAIN, 3, 2)).isTrue();
        texts(environment.match(atom("edge", "$x", "b1")));
        assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
        for (int i = 0; i < 20; i++) {
            texts(environment.match(atom("edge", "$x", "b1")));
        }
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(new IndexKey(3, 2));
    }

    @Test
    void forksAndViewsKeepTheirs() {
        try (Environment fork = environment.fork();
                EnvironmentView view = environment.view(SpaceId.MAIN)) {
            assertThat(environment.dropIndex(SpaceId.MAIN, 3, 2)).isTrue();
            assertThat(environment.isUnmodified()).isTrue();
            assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
            assertThat(fork.indexes(SpaceId.MAIN)).hasSize(1);
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "$x", "b1"))))
                    .hasSize(100);
            assertThat(texts(fork.match(atom("edge", "$x", "b1")))).hasSize(100);
            IndexValidator.validate(fork, SpaceId.MAIN);
        }
    }

    @Test
    void whatItAloneHasIsFreedAtOnce() {
        for (int i = 0; i < 1000; i++) {
            environment.add(atom("edge", "c" + i, "b" + i));
        }
        final long before = SegmentMemory.allocatedBytes();
        assertThat(environment.dropIndex(SpaceId.MAIN, 3, 2)).isTrue();
        assertThat(SegmentMemory.allocatedBytes()).isLessThan(before - 10_000);
        environment.add(atom("edge", "d", "b1"));
        Sample.validate(environment);
    }

    @Test
    void theSpaceHasToBeThere() {
        assertThatThrownBy(() -> environment.dropIndex(new SpaceId(9, 9), 3, 2))
                .isInstanceOf(NoSuchSpaceException.class);
    }
}
