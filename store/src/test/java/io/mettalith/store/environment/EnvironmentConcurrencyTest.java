package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers and forks beside a writer of one handle; every state that is seen must be one that was. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class EnvironmentConcurrencyTest {
    private static final int MOVES = 5_000;
    private static final int FILLING = 500;
    private static final int PATIENCE = 8;

    private final Environment base = Environment.create();
    private final List<Callable<Integer>> readers = new ArrayList<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @AfterEach
    void validateAndClose() {
        Sample.validate(base);
        base.close();
    }

    /** Runs the writer beside all readers until it is done; returns how often the readers looked. */
    private int runBeside(Runnable writer) throws Exception {
        final ExecutorService executor = Executors.newFixedThreadPool(readers.size() + 1);
        int looks = 0;
        try {
            final List<Future<Integer>> running = new ArrayList<>();
            for (final Callable<Integer> reader : readers) {
                running.add(executor.submit(reader));
            }
            try {
                writer.run();
            } finally {
                done.set(true);
            }
            for (final Future<Integer> reader : running) {
                looks += reader.get();
            }
        } finally {
            executor.shutdownNow();
        }
        return looks;
    }

    private void read(Callable<Integer> look) {
        readers.add(() -> {
            int looks = 0;
            int last = 0;
            do {
                final int now = look.call();
                assertThat(now).as("a reader goes back").isGreaterThanOrEqualTo(last);
                last = now;
                looks++;
            } while (!done.get());
            return looks;
        });
    }

    private static AtomCode token(int position) {
        return AtomCode.expression(word("token"), AtomCode.integer(position));
    }

    private static AtomCode rule(int number) {
        return AtomCode.expression(
                word("="), AtomCode.expression(word("f"), AtomCode.integer(number)), AtomCode.integer(number));
    }

    /** Puts the token down before it takes it up, so there is always one, or two next to each other. */
    private void moveTheToken() {
        for (int i = 0; i < MOVES; i++) {
            base.add(token(i + 1));
            base.remove(token(i));
        }
    }

    /** Returns where the token is, after checking that a cursor sees a state that was. */
    private static int position(Environment environment) {
        int first = -1;
        int tokens = 0;
        try (Cursor cursor = environment.match(AtomCode.expression(word("token"), AtomCode.variable("at")))) {
            while (cursor.next()) {
                assertThat(cursor.count()).isEqualTo(1);
                final int at =
                        Integer.parseInt(cursor.toStoredAtom().code().toString().replaceAll("\\D", ""));
                if (tokens++ == 0) {
                    first = at;
                } else {
                    assertThat(Math.abs(at - first))
                            .as("distance of two tokens")
                            .isEqualTo(1);
                    first = Math.min(first, at);
                }
            }
        }
        assertThat(tokens).as("tokens").isBetween(1, 2);
        return first;
    }

    private void fill() {
        for (int i = 0; i < FILLING; i++) {
            base.add(atom("filling", "x" + i));
        }
        base.add(token(0));
    }

    @Test
    void cursorsSeeTheTokenOnceOrOnItsWay() throws Exception {
        fill();
        for (int i = 0; i < 4; i++) {
            read(() -> position(base));
        }
        assertThat(runBeside(this::moveTheToken)).isGreaterThanOrEqualTo(readers.size());
        assertThat(position(base)).isEqualTo(MOVES);
        assertThat(base.size()).isEqualTo(FILLING + 1L);
    }

    @Test
    void lookupsNeverMissWhatIsAlwaysThereAndSizesFitOneState() throws Exception {
        fill();
        read(() -> {
            for (int i = 0; i < FILLING; i++) {
                assertThat(base.count(atom("filling", "x" + i))).isEqualTo(1);
            }
            return 0;
        });
        read(() -> {
            assertThat(base.size()).isBetween(FILLING + 1L, FILLING + 2L);
            return 0;
        });
        assertThat(runBeside(this::moveTheToken)).isGreaterThanOrEqualTo(readers.size());
    }

    @Test
    void rulesComeWithTheirVersionAndInOrder() throws Exception {
        for (int i = 0; i < 3; i++) {
            read(() -> {
                final long before = base.rulesVersion(SpaceId.MAIN);
                final List<StoredAtom> rules = base.rules(word("f"), 1);
                final long after = base.rulesVersion(SpaceId.MAIN);
                for (int number = 0; number < rules.size(); number++) {
                    assertThat(rules.get(number).code()).isEqualTo(rule(number));
                }
                if (before == after) {
                    assertThat(base.rulesVersion(SpaceId.MAIN)).isGreaterThanOrEqualTo(after);
                    assertThat(rules.isEmpty()).isEqualTo(before == 0);
                }
                return rules.size();
            });
        }
        runBeside(() -> {
            for (int i = 0; i < 500; i++) {
                base.add(rule(i));
            }
        });
        assertThat(base.rules(word("f"), 1)).hasSize(500);
    }

    @Test
    void forksMadeAtAnyMomentAreWholeAndNeverChange() throws Exception {
        fill();
        for (int i = 0; i < 3; i++) {
            read(() -> {
                try (Environment fork = base.fork();
                        Environment later = fork.fork()) {
                    final int position = position(fork);
                    final List<String> texts = texts(fork);
                    Sample.validate(fork);
                    later.remove(atom("filling", "x1"));
                    assertThat(position(base)).isGreaterThanOrEqualTo(position);
                    assertThat(texts(fork)).isEqualTo(texts);
                    assertThat(later.size()).isEqualTo(fork.size() - 1);
                    return position;
                }
            });
        }
        read(() -> position(base));
        assertThat(runBeside(this::moveTheToken)).isGreaterThanOrEqualTo(readers.size());
        assertThat(position(base)).isEqualTo(MOVES);
        assertThat(base.size()).isEqualTo(FILLING + 1L);
    }

    @Test
    void unionsFromManyThreadsAreSeenWhole() throws Exception {
        fill();
        for (int i = 0; i < 2; i++) {
            final int thread = i;
            final int[] made = new int[1];
            read(() -> {
                try (Environment fork = base.fork()) {
                    fork.add(atom("left", thread + "-" + made[0]));
                    fork.add(atom("right", thread + "-" + made[0]++));
                    assertThat(base.union(fork).conflicts()).isEmpty();
                }
                return made[0];
            });
        }
        read(() -> {
            int balance = 0;
            try (Cursor cursor = base.atoms(SpaceId.MAIN)) {
                while (cursor.next()) {
                    final String text = cursor.toStoredAtom().code().toString();
                    balance += text.startsWith("(left") ? 1 : text.startsWith("(right") ? -1 : 0;
                }
            }
            assertThat(balance).isZero();
            return 0;
        });
        runBeside(() -> {
            for (int i = 0; i < 100; i++) {
                base.add(token(i + 1));
                base.remove(token(i));
            }
        });
        assertThat(position(base)).isEqualTo(100);
    }

    /* ---------------- Past the latch ---------------- */

    /** Lets one reader find the latch taken. */
    private void holdUpAReader() throws InterruptedException {
        base.acquire();
        final Thread reader = new Thread(base::size);
        try {
            reader.start();
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        } finally {
            base.release();
        }
        reader.join();
    }

    @Test
    void readersWhoKeepFindingTheLatchTakenAreLetPastItUntilTheNextWrite() throws InterruptedException {
        fill();
        for (int i = 1; i < PATIENCE; i++) {
            holdUpAReader();
            assertThat(base.isOpenToReaders()).isFalse();
        }
        holdUpAReader();
        assertThat(base.isOpenToReaders()).isTrue();
        base.add(token(1));
        assertThat(base.isOpenToReaders()).isFalse();
        assertThat(base.contains(token(1))).isTrue();
    }

    @Test
    void whoIsLetPastTheLatchNeedsItForNoReading() {
        fill();
        base.add(rule(0));
        base.bind("&t", word("bound"));
        final StateId state = base.newState(word("value"));
        base.acquire();
        try {
            base.openToReaders();
            // Each would wait for ever for a latch that its own thread has.
            assertThat(base.size()).isEqualTo(FILLING + 2L);
            assertThat(base.count(token(0))).isEqualTo(1);
            assertThat(position(base)).isZero();
            assertThat(base.rules(word("f"), 1)).hasSize(1);
            try (EnvironmentView view = base.view()) {
                assertThat(view.wildcardRules(SpaceId.MAIN, 1)).isEmpty();
            }
            assertThat(base.rulesVersion(SpaceId.MAIN)).isPositive();
            assertThat(base.typesVersion(SpaceId.MAIN)).isZero();
            assertThat(base.spaces()).containsExactly(SpaceId.MAIN);
            assertThat(base.state(state)).contains(word("value"));
            assertThat(base.binding("&t")).contains(word("bound"));
            assertThat(base.bindings()).hasSize(1);
        } finally {
            base.release();
        }
    }

    @Test
    void aCursorOpenedPastTheLatchSeesItsStateWhateverIsWrittenThen() {
        fill();
        base.acquire();
        base.openToReaders();
        base.release();
        final List<String> before = texts(base);
        try (Cursor cursor = base.atoms(SpaceId.MAIN)) {
            for (int i = 0; i < FILLING; i++) {
                base.remove(atom("filling", "x" + i));
            }
            assertThat(texts(cursor)).isEqualTo(before);
        }
        assertThat(texts(base)).containsExactly(token(0).toString());
    }

    @Test
    void everyChangeClosesTheWayPastTheLatch() {
        final SpaceId space = base.newSpace();
        final Environment fork = base.fork();
        fork.add(word("fork"));
        final List<Runnable> changes = List.of(
                () -> base.add(word("a")),
                () -> base.remove(word("a")),
                base::newSpace,
                () -> base.forkSpace(space),
                () -> base.unionSpace(SpaceId.MAIN, base.forkSpace(SpaceId.MAIN)),
                () -> base.newState(word("value")),
                () -> base.bind("&t", word("value")),
                () -> base.union(fork),
                base::makeOwned);
        for (final Runnable change : changes) {
            base.acquire();
            base.openToReaders();
            base.release();
            assertThat(base.isOpenToReaders()).isTrue();
            change.run();
            assertThat(base.isOpenToReaders()).isFalse();
        }
        fork.close();
    }

    @Test
    void afterCloseNobodyIsLetPastTheLatch() {
        final Environment closed = base.fork();
        closed.acquire();
        closed.openToReaders();
        closed.release();
        closed.close();
        assertThat(closed.isOpenToReaders()).isFalse();
        assertThatThrownBy(closed::size)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used after close");
    }

    @Test
    void statesChangedByManyThreadsHaveOneValue() throws Exception {
        final StateId state = base.newState(word("v"));
        for (int i = 0; i < 3; i++) {
            final AtomCode mine = word("v" + i);
            read(() -> {
                base.changeState(state, mine);
                assertThat(base.state(state).orElseThrow().toString()).startsWith("v");
                return 0;
            });
        }
        runBeside(() -> {
            for (int i = 0; i < 1_000; i++) {
                base.changeState(state, word("v"));
            }
        });
        assertThat(base.size(SpaceId.REGISTRY)).isEqualTo(1);
    }
}
