package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.Allocations;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSink;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A write that fails, wherever it runs out of memory or finds a segment that cannot be loaded, has changed nothing, and done
 * again it does the same as if it had not failed.
 */
class WriteFailureTest {
    private static final int FACTS = 250;
    private static final int MOST_STEPS = 5_000;
    private static final SealedInMemory SEALED = new SealedInMemory();
    private static final StateId STATE = new StateId(7, 7);

    private static final Environment BASE = Environment.create();

    private static Environment sealed;
    private static EnvironmentSummary summary;
    private static SpaceId other;

    /** Everything that writes, by what is to be read in a report. */
    private static final Map<String, Consumer<Subject>> WRITES = new LinkedHashMap<>();

    static {
        WRITES.put("union of what both changed", subject -> subject.left.union(subject.right));
        WRITES.put("union of what one changed", subject -> subject.untouched.union(subject.right));
        WRITES.put("union since another", subject -> subject.left.unionSince(subject.untouched, subject.right));
        WRITES.put("union of unrelated ones", subject -> subject.left.unionUnrelated(subject.unrelated));
        WRITES.put("union of spaces", subject -> subject.left.unionSpace(subject.parent, subject.fork));
        WRITES.put("delta", subject -> subject.left.apply(subject.delta));
        WRITES.put("large batch", subject -> addAll(subject.left, 2 * FACTS));
        WRITES.put("small batch", subject -> addAll(subject.left, FACTS / 10));
        WRITES.put("index", subject -> subject.left.buildIndex(SpaceId.MAIN, 3, 1));
        WRITES.put("index dropped", subject -> subject.left.dropIndex(SpaceId.MAIN, 3, 2));
        WRITES.put("normalisation", subject -> subject.left.id());
        WRITES.put("normalisation of a view", subject -> {
            try (EnvironmentView view = subject.left.view()) {
                view.id();
            }
        });
        WRITES.put("sealing", subject -> subject.left.seal(new Nowhere()));
        WRITES.put("ownership", subject -> subject.left.makeOwned());
        WRITES.put("fact", subject -> subject.left.add(fact(FACTS + 77)));
        WRITES.put("long fact", subject -> subject.left.add(atom("fact", "x".repeat(3_000), "y")));
        WRITES.put("removal", subject -> subject.left.remove(fact(3)));
        WRITES.put("state", subject -> subject.left.changeState(STATE, word("another")));
        WRITES.put("token", subject -> subject.left.bind("&t", word("another")));
        WRITES.put("removal of a space", subject -> subject.left.removeSpaces(Set.of(other)));
    }

    /** Environments that have loaded only a part of what they hold, and have written some of it in place. */
    private static final class Subject implements AutoCloseable {
        // each from an image of its own, so that what one has loaded the others have not
        private final Environment untouched = image().open(1);
        private final Environment left = image().open(2);
        private final Environment right = image().open(3);
        private final Environment unrelated = Environment.create();
        private final SpaceId parent;
        private final SpaceId fork;
        private final Delta delta;

        Subject() {
            parent = left.newSpace();
            for (int i = 0; i < 40; i++) {
                left.add(parent, fact(i));
            }
            fork = left.forkSpace(parent);
            left.add(fork, fact(1000));
            left.remove(fork, fact(3));
            left.add(parent, fact(1001));
            for (int i = 0; i < 10; i++) {
                left.add(atom("left", "x" + i));
                right.add(atom("right", "x" + i));
                right.add(atom("fact", name(i * 37), "right"));
                right.remove(fact(i * 17));
                unrelated.add(fact(i));
                unrelated.add(rule(atom("u", "x" + i), "y"));
            }
            left.add(rule(atom("f", "left"), "y"));
            right.add(rule(atom("f", "right"), "y"));
            right.add(rule(atom("a", "right"), "y"));
            right.add(other, word("right"));
            left.add(other, word("left"));
            left.bind("&t", word("left"));
            right.bind("&t", word("right"));
            right.changeState(STATE, word("right"));
            try (Environment base = Environment.create();
                    Environment changed = base.fork()) {
                for (int i = 0; i < 30; i++) {
                    changed.add(atom("fact", name(i * 13), "delta"));
                    changed.add(rule(atom("d", "x" + i), "y"));
                }
                delta = Delta.between(base, changed);
            }
        }

        private static EnvironmentImage image() {
            return EnvironmentImage.of(SEALED, summary, Optional.of(sealed));
        }

        String state() {
            return state(left) + state(untouched);
        }

        private static String state(Environment environment) {
            Sample.validate(environment);
            // of a fork, so that the environment is not normalised by being looked at
            try (Environment fork = environment.fork()) {
                return Image.of(fork) + " " + fork.id();
            }
        }

        @Override
        public void close() {
            untouched.close();
            left.close();
            right.close();
            unrelated.close();
        }
    }

    private static final class Nowhere implements SegmentSink {
        @Override
        public boolean contains(ContentHash hash) {
            return false;
        }

        @Override
        public void put(ContentHash hash, byte[] bytes) {
            // kept by nobody
        }
    }

    /** Lets the n-th step of a kind fail. */
    private static final class Failure implements Runnable {
        private final AtomicInteger left;
        private final Throwable thrown;
        private boolean hit;

        Failure(int steps, Throwable thrown) {
            left = new AtomicInteger(steps);
            this.thrown = thrown;
        }

        @Override
        public void run() {
            if (left.getAndDecrement() == 0) {
                hit = true;
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
        }
    }

    private enum Kind {
        MEMORY {
            @Override
            Failure plant(int step) {
                final Failure failure = new Failure(step, new OutOfMemoryError("planted"));
                Allocations.before(failure);
                return failure;
            }
        },
        LOADING {
            @Override
            Failure plant(int step) {
                final Failure failure = new Failure(step, new IllegalStateException("planted"));
                SEALED.beforeLoading(failure);
                return failure;
            }
        };

        abstract Failure plant(int step);
    }

    private static AtomCode fact(int number) {
        return atom("fact", name(number), "b" + number % 7);
    }

    /** Returns a name that shares little with others, so that few facts fill a segment. */
    private static String name(int number) {
        return Long.toHexString(number * 0x9E3779B97F4A7C15L) + number;
    }

    private static void addAll(Environment environment, int facts) {
        final AtomWriter writer = new AtomWriter();
        try (AtomBatch batch = new AtomBatch()) {
            for (int i = 0; i < facts; i++) {
                batch.add(writer.reset().atom(atom("fact", name(i * 11), "batch")));
            }
            batch.add(writer.reset().atom(rule(atom("b", "x"), "y")));
            environment.addAll(SpaceId.MAIN, batch);
        }
    }

    @BeforeAll
    static void seal() {
        for (int i = 0; i < FACTS; i++) {
            BASE.add(fact(i));
        }
        for (int i = 0; i < 20; i++) {
            BASE.add(rule(atom("f", "x" + i), "y" + i));
        }
        BASE.remove(rule(atom("f", "x3"), "y3"));
        other = BASE.newSpace();
        BASE.add(other, fact(1));
        BASE.changeState(STATE, word("value"));
        BASE.bind("&t", word("value"));
        BASE.buildIndex(SpaceId.MAIN, 3, 2);
        sealed = BASE.fork();
        summary = sealed.seal(SEALED);
    }

    @AfterEach
    void stop() {
        Allocations.before(null);
        SEALED.beforeLoading(null);
    }

    @AfterAll
    static void free() {
        sealed.close();
        BASE.close();
        SEALED.close();
    }

    static Stream<String> writes() {
        return WRITES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteThatFailsAnywhereChangesNothingAndCanBeDoneAgain(String name) {
        for (final Kind kind : Kind.values()) {
            failEverywhere(kind, WRITES.get(name));
        }
    }

    /** Lets a write fail at each step of a kind, one after the other, until it has fewer. Returns how many it has. */
    private int failEverywhere(Kind kind, Consumer<Subject> write) {
        final String before;
        final String after;
        try (Subject subject = new Subject()) {
            before = subject.state();
        }
        try (Subject subject = new Subject()) {
            write.accept(subject);
            after = subject.state();
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            try (Subject subject = new Subject()) {
                final Failure failure = kind.plant(step);
                final Throwable thrown = catchThrowable(() -> write.accept(subject));
                stop();
                if (thrown != null) {
                    assertThat(thrown).hasMessage("planted");
                    assertThat(subject.state()).as("%s, step %s", kind, step).isEqualTo(before);
                    write.accept(subject);
                }
                assertThat(subject.state())
                        .as("%s, after step %s, thrown: %s", kind, step, thrown)
                        .isEqualTo(after);
                if (!failure.hit) {
                    return step;
                }
            }
        }
        throw new AssertionError("a write of more steps than can be: " + MOST_STEPS);
    }

    @Test
    void theStepsAreThoseThatAreMeant() {
        assertThat(failEverywhere(Kind.MEMORY, WRITES.get("union of what both changed")))
                .isGreaterThan(3);
        assertThat(failEverywhere(Kind.LOADING, WRITES.get("union of what both changed")))
                .isGreaterThan(3);
    }

    @Test
    void aUnionThatWritesInPlaceIsFound() {
        for (final Kind kind : Kind.values()) {
            assertThat(catchThrowable(() -> failEverywhere(kind, WriteFailureTest::uniteInPlace)))
                    .as("the planted bug must show: %s", kind)
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static void uniteInPlace(Subject subject) {
        final Root base = subject.untouched.frozen();
        final Root right = subject.right.frozen();
        subject.left.add(word("begins an epoch"));
        subject.left.remove(word("begins an epoch"));
        new Union(UnionMode.ALIKE_ONCE, false)
                .apply(
                        base.main().tree,
                        right.main().tree,
                        subject.left.rootNow().main());
    }
}
