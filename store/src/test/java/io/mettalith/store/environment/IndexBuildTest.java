package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexBuildTest {
    private static final int ATOMS = 50_000;
    private static final int MOST_WRITES = 20_000;

    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void thereIsNoIndexByTheHeadOrByAChildThatExpressionsOfTheSizeDoNotHave() {
        for (final int position : new int[] {-1, 0, 3}) {
            assertThatThrownBy(() -> environment.buildIndex(SpaceId.MAIN, 3, position))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("position=" + position);
        }
        assertThat(environment.indexes(SpaceId.MAIN)).isEmpty();
    }

    @Test
    void whatIsWrittenWhileAnIndexIsBuiltIsInItAfterwards() throws InterruptedException {
        try (AtomBatch batch = new AtomBatch()) {
            final AtomWriter writer = new AtomWriter();
            for (int i = 0; i < ATOMS; i++) {
                batch.add(writer.reset().atom(atom("edge", "a" + i, "b" + i % 1_000)));
            }
            environment.addAll(SpaceId.MAIN, batch);
        }
        final AtomicBoolean built = new AtomicBoolean();
        final AtomicInteger written = new AtomicInteger();
        final Thread writer = new Thread(() -> {
            while (!built.get() && written.get() < MOST_WRITES) {
                final int number = written.getAndIncrement();
                environment.add(atom("edge", "w" + number, "late"));
                environment.remove(atom("edge", "a" + number, "b" + number % 1_000));
            }
        });
        writer.start();
        while (written.get() < 10) {
            Thread.onSpinWait();
        }
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        built.set(true);
        writer.join();
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(new IndexKey(3, 2));
        assertThat(environment.size()).isEqualTo(ATOMS);
        IndexValidator.validate(environment, SpaceId.MAIN);
        try (EnvironmentView view = environment.view()) {
            assertThat(view.countMatches(SpaceId.MAIN, atom("edge", "$x", "late")))
                    .isEqualTo(written.get());
        }
    }

    @Test
    void anIndexThatFollowsAUnionKnowsWhatWasDefinedAnew() {
        environment.add(rule(atom("f", "x"), "y"));
        environment.add(rule(atom("g", "x"), "y"));
        try (Environment right = environment.fork()) {
            right.remove(rule(atom("f", "x"), "y"));
            right.add(rule(atom("f", "x"), "y"));
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            assertThat(environment.union(right).outcome()).isEqualTo(UnionReport.Outcome.RIGHT);
        }
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(new IndexKey(3, 2));
        IndexValidator.validate(environment, SpaceId.MAIN);
    }
}
