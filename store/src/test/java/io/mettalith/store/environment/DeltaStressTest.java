package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Deltas are made of environments that others write meanwhile. */
class DeltaStressTest {
    private static final int ATOMS = 20_000;

    @Test
    void deltaOfAnEnvironmentThatIsWrittenHasWhatWasThereAtOnePoint() {
        try (Environment base = Environment.create();
                Environment written = base.fork()) {
            final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ATOMS; i++) {
                    written.add(atom("n", "" + (ATOMS + i)));
                }
            });
            boolean done;
            do {
                done = writer.isDone();
                final Delta delta = Delta.between(base, written);
                final int[] next = {ATOMS};
                delta.forEach((space, atom, count) -> assertThat(atom).isEqualTo(atom("n", "" + next[0]++)));
                assertThat(written.id()).isNotNull();
                assertThat(delta.size()).isEqualTo(next[0] - ATOMS);
                if (done) {
                    assertThat(delta.size()).isEqualTo(ATOMS);
                }
            } while (!done);
            writer.join();
        }
    }

    @Test
    void deltasAppliedByManyThreadsAddUp() {
        try (Environment base = Environment.create()) {
            try (Environment fork = base.fork()) {
                fork.add(atom("a"));
                final Delta delta = Delta.between(base, fork);
                final CompletableFuture<?>[] threads = new CompletableFuture<?>[4];
                for (int i = 0; i < threads.length; i++) {
                    threads[i] = CompletableFuture.runAsync(() -> {
                        for (int j = 0; j < 1_000; j++) {
                            base.apply(delta);
                        }
                    });
                }
                CompletableFuture.allOf(threads).join();
            }
            assertThat(base.count(atom("a"))).isEqualTo(4_000);
        }
    }
}
