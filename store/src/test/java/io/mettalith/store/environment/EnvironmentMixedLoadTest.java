package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything at once, for {@code -Dmettalith.test.seconds}: writers, readers, forks, unions, cursors, commits and
 * checkouts on a few environments. Whatever is done adds as many of {@code left} as of {@code right}, in one step that
 * others see whole, and moves one token; so every state that anybody sees satisfies two equations.
 */
@Tag("nightly")
class EnvironmentMixedLoadTest {
    private static final long SECONDS = Long.getLong("mettalith.test.seconds", 600);
    private static final int ENVIRONMENTS = 3;
    private static final int PAIRS = 200;
    private static final int COMMITS_PER_STORE = 20;
    private static final AtomCode LEFT = AtomCode.symbol("left");
    private static final AtomCode RIGHT = AtomCode.symbol("right");
    private static final AtomCode TOKEN = AtomCode.symbol("token");

    private final long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    private volatile boolean failed;

    @Test
    void everyStateThatIsSeenIsOneThatWasAndAllMemoryIsGivenBack() throws Exception {
        final long before = Sample.settledBytes();
        runAll();
        assertThat(Sample.settledBytes(before)).isLessThanOrEqualTo(before);
    }

    private void runAll() throws Exception {
        final List<Environment> bases = new ArrayList<>();
        final List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < ENVIRONMENTS; i++) {
            final Environment base = Environment.create();
            base.add(token(0));
            bases.add(base);
            tasks.add(untilTheEnd(mover(base)));
            tasks.add(untilTheEnd(() -> check(base)));
            tasks.add(untilTheEnd(forker(base, 2L * i)));
            tasks.add(untilTheEnd(forker(base, 2L * i + 1)));
        }
        tasks.add(untilTheEnd(committer(bases)));
        final ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            for (final Future<Void> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }
        for (final Environment base : bases) {
            check(base);
            Sample.validate(base);
            base.close();
        }
    }

    private Callable<Void> untilTheEnd(Step step) {
        return () -> {
            try {
                while (!failed && System.nanoTime() < deadline) {
                    step.run();
                }
                return null;
            } catch (final Throwable e) {
                failed = true;
                throw e;
            }
        };
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private static AtomCode token(long position) {
        return AtomCode.expression(TOKEN, AtomCode.integer(position));
    }

    private static AtomCode pair(AtomCode side, int number) {
        return AtomCode.expression(side, AtomCode.integer(number));
    }

    private static Step mover(Environment base) {
        final long[] at = new long[1];
        return () -> {
            base.add(token(at[0] + 1));
            base.remove(token(at[0]++));
        };
    }

    /** Changes pairs in a fork, some of them in a fork of that, and unites; sometimes gives up. */
    private static Step forker(Environment base, long seed) {
        final Random random = new Random(seed);
        return () -> {
            try (Environment fork = base.fork()) {
                check(fork);
                changePairs(fork, random);
                if (random.nextInt(4) == 0) {
                    try (Environment grandchild = fork.fork()) {
                        changePairs(grandchild, random);
                        if (random.nextBoolean()) {
                            changePairs(fork, random);
                        }
                        fork.union(grandchild);
                    }
                }
                check(fork);
                if (random.nextInt(3) > 0) {
                    base.union(fork);
                }
            }
        };
    }

    private static void changePairs(Environment fork, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            final int number = random.nextInt(PAIRS);
            if (random.nextBoolean()) {
                fork.add(pair(LEFT, number));
                fork.add(pair(RIGHT, number));
            } else if (fork.remove(pair(LEFT, number))) {
                assertThat(fork.remove(pair(RIGHT, number))).isTrue();
            }
        }
    }

    /** Commits one environment after the other, and looks at what was committed. */
    private static Step committer(List<Environment> bases) {
        final int[] turn = new int[1];
        return () -> {
            try (SegmentStore store = SegmentStore.inMemory()) {
                for (int i = 0; i < COMMITS_PER_STORE; i++) {
                    final Environment base = bases.get(turn[0]++ % bases.size());
                    final String id = store.commit("main", base).snapshot().toHex();
                    try (Environment committed = store.checkout(id)) {
                        check(committed);
                    }
                    Thread.sleep(20);
                }
            }
        };
    }

    /** Checks that one cursor sees as many on the left as on the right, and one token or two next to each other. */
    private static void check(Environment environment) {
        long balance = 0;
        long first = 0;
        int tokens = 0;
        try (Cursor cursor = environment.atoms(SpaceId.MAIN)) {
            while (cursor.next()) {
                final String text = cursor.toStoredAtom().code().toString();
                if (text.startsWith("(token")) {
                    final long position = Long.parseLong(text.replaceAll("\\D", ""));
                    assertThat(tokens == 0 ? 1 : Math.abs(position - first)).isEqualTo(1);
                    first = position;
                    tokens++;
                } else {
                    balance += text.startsWith("(left") ? cursor.count() : -cursor.count();
                }
            }
        }
        assertThat(balance).as("lefts less rights").isZero();
        assertThat(tokens).as("tokens").isBetween(1, 2);
    }
}
