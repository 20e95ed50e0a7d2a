package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import io.mettalith.store.environment.StoredAtom;
import io.mettalith.store.environment.UnionReport;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.report.EnvironmentStatistics;
import io.mettalith.store.report.SegmentCensus;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does, whatever it keeps its bytes in. */
abstract class SegmentStoreContractTest {
    private static final AtomCode NEW = AtomCode.symbol("new");

    private SegmentStore store;

    abstract SegmentStore openStore();

    @BeforeEach
    void open() {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    final SegmentStore store() {
        return store;
    }

    /* ---------------- Round trip ---------------- */

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1_000, 20_000})
    void checkoutHoldsWhatWasCommitted(int size) {
        try (Environment environment = Samples.everything(size, size)) {
            final List<String> before = Contents.of(environment);
            store.commit("main", environment);
            assertThat(Contents.of(environment)).isEqualTo(before);
            try (Environment checkout = store.checkout("main")) {
                assertThat(Contents.of(checkout)).isEqualTo(before);
            }
        }
    }

    @Test
    void emptyEnvironmentIsCommittedToo() {
        try (Environment environment = Environment.create()) {
            assertThat(store.commit("empty", environment).segmentsPut()).isZero();
            try (Environment checkout = store.checkout("empty")) {
                assertThat(checkout.size()).isZero();
                checkout.add(NEW);
                assertThat(checkout.contains(NEW)).isTrue();
            }
        }
    }

    @Test
    void rulesKeepTheOrderOfTheirDefinition() {
        try (Environment environment = Environment.create()) {
            for (final int number : new int[] {5, 1, 4, 2, 3}) {
                environment.add(Samples.rule("f", number));
            }
            final List<StoredAtom> rules = environment.rules(AtomCode.symbol("f"), 1);
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                assertThat(checkout.rules(AtomCode.symbol("f"), 1)).isEqualTo(rules);
                checkout.add(Samples.rule("f", 0));
                final List<StoredAtom> more = checkout.rules(AtomCode.symbol("f"), 1);
                assertThat(more.get(more.size() - 1).code()).isEqualTo(Samples.rule("f", 0));
            }
        }
    }

    @Test
    void statesAndTokensAreCommitted() {
        try (Environment environment = Environment.create()) {
            final StateId state = environment.newState(AtomCode.integer(7));
            environment.bind("&t", AtomCode.symbol("u"));
            store.commit("main", environment);
            environment.changeState(state, AtomCode.integer(8));
            try (Environment checkout = store.checkout("main")) {
                assertThat(checkout.state(state)).contains(AtomCode.integer(7));
                assertThat(checkout.binding("&t")).contains(AtomCode.symbol("u"));
            }
        }
    }

    @Test
    void atomsOfMegabytesAreCommitted() {
        final AtomCode large = AtomCode.string("x".repeat(3_000_000));
        try (Environment environment = Samples.facts(100)) {
            environment.add(large);
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                assertThat(checkout.contains(large)).isTrue();
                assertThat(checkout.size()).isEqualTo(101);
            }
        }
    }

    /* ---------------- What is stored ---------------- */

    @Test
    void unchangedEnvironmentStoresNothing() {
        try (Environment environment = Samples.everything(1, 2_000)) {
            final Commit first = store.commit("main", environment);
            final Commit second = store.commit("main", environment);
            assertThat(second.snapshot()).isEqualTo(first.snapshot());
            assertThat(second.segmentsPut()).isZero();
            assertThat(second.bytesPut()).isZero();
            assertThat(second.changed()).isFalse();
            assertThat(store.log("main")).hasSize(1);
        }
    }

    @Test
    void oneChangedAtomPutsItsSegmentAndTheDirectoriesAbove() {
        try (Environment environment = Samples.facts(100_000)) {
            store.commit("main", environment);
            final EnvironmentStatistics.SegmentStatistics all =
                    EnvironmentStatistics.of(environment).segments();
            assertThat(all.height()).isEqualTo(2);
            environment.remove(Samples.fact(50_000));
            final Commit commit = store.commit("main", environment);
            assertThat(commit.segmentsPut()).isEqualTo(1 + all.height());
            assertThat(commit.bytesPut()).isLessThan(24_000);
            assertThat(commit.atoms()).isEqualTo(99_999);
        }
    }

    @Test
    void refsShareWhatIsEqual() {
        try (Environment environment = Samples.facts(20_000);
                Environment other = Samples.facts(20_000)) {
            final Commit first = store.commit("one", environment);
            final Commit second = store.commit("two", other);
            assertThat(second.segmentsPut()).isZero();
            assertThat(second.snapshot()).isEqualTo(first.snapshot());
            assertThat(second.changed()).isTrue();
            assertThat(isReadInPlace(other)).isTrue();
        }
    }

    @Test
    void equalContentsHaveEqualIdsInAllStores() {
        try (SegmentStore another = SegmentStore.inMemory();
                Environment left = Samples.everything(3, 3_000);
                Environment right = Samples.everything(3, 3_000)) {
            assertThat(store.commit("a", left).snapshot())
                    .isEqualTo(another.commit("b", right).snapshot());
        }
    }

    @Test
    void environmentIsCopiedFromStoreToStore() {
        try (SegmentStore another = SegmentStore.inMemory();
                Environment environment = Samples.everything(4, 3_000)) {
            another.commit("main", environment);
            try (Environment checkout = another.checkout("main")) {
                store.commit("main", checkout);
                try (Environment copy = store.checkout("main")) {
                    assertThat(Contents.of(copy)).isEqualTo(Contents.of(environment));
                }
            }
        }
    }

    /* ---------------- Reading in place ---------------- */

    @Test
    void checkoutReadsInPlace() {
        try (Environment environment = Samples.everything(5, 5_000)) {
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                assertThat(isReadInPlace(checkout)).isTrue();
                checkout.add(NEW);
                final EnvironmentStatistics.SegmentStatistics segments =
                        EnvironmentStatistics.of(checkout).segments();
                assertThat(segments.segments() - segments.sealedSegments()).isEqualTo(1);
            }
        }
    }

    @Test
    void committedEnvironmentReadsInPlaceToo() {
        try (Environment environment = Samples.everything(6, 5_000)) {
            assertThat(isReadInPlace(environment)).isFalse();
            store.commit("main", environment);
            assertThat(isReadInPlace(environment)).isTrue();
        }
    }

    private static boolean isReadInPlace(Environment environment) {
        final SegmentCensus census = new SegmentCensus();
        try (EnvironmentView view = environment.view()) {
            view.forEachSegment(census);
        }
        return census.isSealed();
    }

    @Test
    void checkoutsOutliveTheStore() {
        try (Environment environment = Samples.everything(7, 5_000)) {
            final List<String> before = Contents.of(environment);
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                store.close();
                System.gc();
                assertThat(Contents.of(checkout)).isEqualTo(before);
                assertThat(Contents.of(environment)).isEqualTo(before);
                checkout.add(NEW);
                assertThat(checkout.contains(NEW)).isTrue();
            }
        }
    }

    /* ---------------- Going on after a commit ---------------- */

    @Test
    void environmentGoesOnAfterItsOwnAndOthersCommits() {
        try (Environment environment = Samples.facts(5_000);
                Environment other = Samples.everything(8, 3_000)) {
            for (int round = 0; round < 10; round++) {
                environment.add(Samples.fact(1_000_000 + round));
                environment.remove(Samples.fact(round * 400));
                store.commit("main", environment);
                other.add(Samples.fact(round));
                store.commit("other", other);
                assertThat(environment.size()).isEqualTo(5_000);
                assertThat(environment.contains(Samples.fact(1_000_000 + round)))
                        .isTrue();
                assertThat(environment.contains(Samples.fact(round * 400))).isFalse();
                try (Environment checkout = store.checkout("main")) {
                    assertThat(Contents.of(checkout)).isEqualTo(Contents.of(environment));
                }
            }
            assertThat(store.log("main")).hasSize(10);
        }
    }

    @Test
    void earlierSnapshotsStayAsTheyWere() {
        try (Environment environment = Samples.facts(3_000)) {
            final List<List<String>> contents = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                environment.add(Samples.fact(-1 - round));
                store.commit("main", environment);
                contents.add(Contents.of(environment));
            }
            final List<RefEntry> log = store.log("main");
            for (int round = 0; round < 5; round++) {
                try (Environment checkout =
                        store.checkout(log.get(4 - round).snapshot().toHex())) {
                    assertThat(Contents.of(checkout)).isEqualTo(contents.get(round));
                }
            }
        }
    }

    @Test
    void writesMadeDuringACommitAreNotLost() throws InterruptedException {
        final int writes = 20_000;
        try (Environment environment = Samples.facts(10_000)) {
            final CountDownLatch started = new CountDownLatch(1);
            final Thread writer = new Thread(() -> {
                for (int i = 0; i < writes; i++) {
                    environment.add(Samples.fact(-1 - i));
                    started.countDown();
                }
            });
            writer.start();
            started.await();
            long last = 0;
            while (writer.isAlive()) {
                final long atoms = store.commit("main", environment).atoms();
                assertThat(atoms).isGreaterThanOrEqualTo(last);
                last = atoms;
            }
            writer.join();
            assertThat(environment.size()).isEqualTo(10_000 + writes);
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                assertThat(checkout.size()).isEqualTo(10_000 + writes);
            }
        }
    }

    @Test
    void everyCheckoutDuringCommitsIsWhole() throws Exception {
        final int commits = 25;
        try (Environment environment = Samples.facts(2_000)) {
            store.commit("main", environment);
            final AtomicBoolean done = new AtomicBoolean();
            final Callable<Integer> reader = () -> {
                int checkouts = 0;
                while (!done.get()) {
                    assertWhole(store.checkout("main"));
                    checkouts++;
                }
                return checkouts;
            };
            final ExecutorService readers = Executors.newFixedThreadPool(3);
            try {
                final List<Future<Integer>> results =
                        List.of(readers.submit(reader), readers.submit(reader), readers.submit(reader));
                for (int i = 0; i < commits; i++) {
                    environment.add(Samples.fact(2_000 + i));
                    store.commit("main", environment);
                }
                done.set(true);
                for (final Future<Integer> result : results) {
                    assertThat(result.get()).isPositive();
                }
            } finally {
                done.set(true);
                readers.shutdown();
            }
        }
    }

    /** The environment holds the facts from 0 on, without a gap. */
    private static void assertWhole(Environment checkout) {
        try (checkout) {
            final long size = checkout.size();
            assertThat(Contents.of(checkout)).hasSize((int) size + 1);
            assertThat(checkout.contains(Samples.fact(size - 1))).isTrue();
            assertThat(checkout.contains(Samples.fact(size))).isFalse();
        }
    }

    /* ---------------- Union ---------------- */

    @Test
    void checkoutsUniteThroughTheirCommonSnapshot() {
        try (Environment environment = Samples.facts(3_000)) {
            store.commit("main", environment);
            try (Environment left = store.checkout("main");
                    Environment right = store.checkout("main")) {
                left.add(AtomCode.symbol("left"));
                left.remove(Samples.fact(1));
                right.add(AtomCode.symbol("right"));
                right.remove(Samples.fact(2_999));
                final UnionReport report = left.union(right);
                assertThat(report.added()).isEqualTo(1);
                assertThat(left.size()).isEqualTo(3_000);
                assertThat(left.count(Samples.fact(5))).isEqualTo(1);
                assertThat(left.contains(AtomCode.symbol("right"))).isTrue();
                assertThat(left.contains(Samples.fact(2_999))).isFalse();
                left.union(right);
                assertThat(left.count(AtomCode.symbol("right"))).isEqualTo(1);
            }
        }
    }

    @Test
    void committedEnvironmentUnitesWithItsCheckout() {
        try (Environment environment = Samples.facts(3_000)) {
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                environment.add(AtomCode.symbol("mine"));
                checkout.add(AtomCode.symbol("theirs"));
                environment.union(checkout);
                assertThat(environment.size()).isEqualTo(3_002);
                checkout.union(environment);
                assertThat(Contents.of(checkout)).isEqualTo(Contents.of(environment));
            }
        }
    }

    @Test
    void forkMadeBeforeTheCommitUnitesWithItsCheckout() {
        try (Environment environment = Samples.facts(3_000);
                Environment fork = environment.fork()) {
            fork.add(AtomCode.symbol("fork"));
            environment.add(AtomCode.symbol("committed"));
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                checkout.add(AtomCode.symbol("checkout"));
                checkout.union(fork);
                assertThat(checkout.size()).isEqualTo(3_003);
                environment.union(fork);
                environment.union(checkout);
                assertThat(environment.size()).isEqualTo(3_003);
                assertThat(environment.count(AtomCode.symbol("fork"))).isEqualTo(1);
            }
        }
    }

    @Test
    void checkoutsOfSuccessiveSnapshotsUnite() {
        try (Environment environment = Samples.facts(1_000)) {
            store.commit("main", environment);
            try (Environment early = store.checkout("main")) {
                early.add(AtomCode.symbol("early"));
                environment.add(AtomCode.symbol("second"));
                store.commit("main", environment);
                try (Environment late = store.checkout("main")) {
                    late.add(AtomCode.symbol("late"));
                    late.union(early);
                    assertThat(late.size()).isEqualTo(1_003);
                    assertThat(late.count(Samples.fact(3))).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void spacesForkedBeforeTheCommitStillUnite() {
        try (Environment environment = Environment.create()) {
            final SpaceId space = environment.newSpace();
            environment.add(space, Samples.fact(1));
            final SpaceId fork = environment.forkSpace(space);
            environment.add(fork, Samples.fact(2));
            store.commit("main", environment);
            environment.add(fork, Samples.fact(3));
            environment.unionSpace(space, fork);
            assertThat(environment.size(space)).isEqualTo(3);
            assertThat(environment.count(space, Samples.fact(1))).isEqualTo(1);
        }
    }

    @Test
    void newNamesDependOnSnapshotRefAndBranch() {
        try (Environment environment = Samples.facts(10)) {
            store.commit("main", environment);
            store.commit("other", environment);
            try (Environment one = store.checkout("main");
                    Environment same = store.checkout("main");
                    Environment branch = store.checkout("main", 1);
                    Environment other = store.checkout("other")) {
                final SpaceId name = one.newSpace();
                assertThat(same.newSpace()).isEqualTo(name);
                assertThat(branch.newSpace()).isNotEqualTo(name);
                assertThat(other.newSpace()).isNotEqualTo(name);
            }
        }
    }

    /* ---------------- Refs ---------------- */

    @Test
    void refsAndLogsSayWhatWasCommitted() {
        final Instant before = Instant.now().minusMillis(1);
        try (Environment environment = Samples.facts(10)) {
            assertThat(store.refs()).isEmpty();
            final Commit first = store.commit("main", environment, "first \\ line\nsecond line\t\u0001 \u00e9");
            environment.add(NEW);
            final Commit second = store.commit("main", environment);
            store.commit("a.b_c-9", environment, "x");
            assertThat(store.refs()).extracting(Ref::name).containsExactly("a.b_c-9", "main");
            assertThat(store.refs().get(1).snapshot()).isEqualTo(second.snapshot());
            assertThat(store.refs().get(1).atoms()).isEqualTo(11);
            final List<RefEntry> log = store.log("main");
            assertThat(log).extracting(RefEntry::snapshot).containsExactly(second.snapshot(), first.snapshot());
            assertThat(log).extracting(RefEntry::parentSnapshots).containsExactly(List.of(first.snapshot()), List.of());
            assertThat(log).extracting(RefEntry::kind).containsOnly(RefEntry.Kind.COMMIT);
            assertThat(log)
                    .extracting(RefEntry::message)
                    .containsExactly("", "first \\ line\nsecond line\t\u0001 \u00e9");
            assertThat(log).allSatisfy(entry -> assertThat(entry.time()).isBetween(before, Instant.now()));
            assertThat(second.parent()).contains(first.snapshot());
        }
    }

    @Test
    void snapshotsAreFoundByUniquePrefix() {
        try (Environment environment = Samples.facts(10)) {
            final ContentHash id = store.commit("main", environment).snapshot();
            environment.add(NEW);
            store.commit("main", environment);
            final Snapshot snapshot = store.snapshot(id.toHex().substring(0, 12));
            assertThat(snapshot.id()).isEqualTo(id);
            assertThat(snapshot.atoms()).isEqualTo(10);
            assertThat(snapshot.time()).isEqualTo(store.log("main").get(1).time());
            assertThat(snapshot.spaces()).hasSize(1);
            final TreeSummary tree = snapshot.spaces().get(0).tree();
            assertThat(tree.entries()).isEqualTo(10);
            try (Environment checkout = store.checkout(id.toHex())) {
                assertThat(checkout.size()).isEqualTo(10);
            }
            assertThatThrownBy(() -> store.checkout(id.toHex().substring(0, 3)))
                    .isInstanceOf(UnknownRefException.class);
        }
    }

    @Test
    void unknownRefNamesNearOnes() {
        assertThatThrownBy(() -> store.checkout("main"))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageContaining("the store has none yet");
        try (Environment environment = Samples.facts(1)) {
            store.commit("main", environment);
            store.commit("release-1", environment);
        }
        assertThatThrownBy(() -> store.checkout("mian"))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageContaining("name=mian")
                .hasMessageContaining("did you mean main?")
                .satisfies(
                        e -> assertThat(((UnknownRefException) e).suggestions()).containsExactly("main"));
        assertThatThrownBy(() -> store.log("release")).hasMessageContaining("did you mean release-1?");
        assertThatThrownBy(() -> store.snapshot("zzzzzzzzz")).hasMessageContaining("the store has main, release-1");
        assertThatThrownBy(() -> store.checkout("0123456789abcdef")).isInstanceOf(UnknownRefException.class);
        assertThatThrownBy(() -> store.checkout("../main")).isInstanceOf(UnknownRefException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "-a",
                "/a",
                "a/",
                "a//b",
                "a/.b",
                "a b",
                "0123456789abcdef0123456789abcdef",
                "a~1",
                "a@b",
                "\u00e4",
                "a\n",
                "../x"
            })
    void namesThatNoFileShouldHaveAreRefused(String name) {
        try (Environment environment = Samples.facts(1)) {
            assertThatThrownBy(() -> store.commit(name, environment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a ref's name has");
        }
        assertThat(store.refs()).isEmpty();
    }

    @Test
    void tooLongNamesAndMessagesAreRefused() {
        try (Environment environment = Samples.facts(1)) {
            store.commit("n".repeat(100), environment, "m".repeat(RefLine.MAX_MESSAGE_LENGTH));
            store.commit("control", environment, "\u0001".repeat(RefLine.MAX_MESSAGE_LENGTH));
            assertThatThrownBy(() -> store.commit("n".repeat(101), environment))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.commit("m", environment, "m".repeat(RefLine.MAX_MESSAGE_LENGTH + 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.commit("m", environment, "\ud800"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(store.log("control").get(0).message()).hasSize(RefLine.MAX_MESSAGE_LENGTH);
        }
    }

    /* ---------------- Life ---------------- */

    @Test
    void useAfterCloseThrows() {
        store.close();
        store.close();
        try (Environment environment = Samples.facts(1)) {
            assertThatThrownBy(() -> store.commit("main", environment))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("store used after close")
                    .hasMessageContaining(store.toString());
        }
        assertThatThrownBy(store::refs).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.checkout("main")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closedEnvironmentIsNotCommitted() {
        final Environment environment = Samples.facts(1);
        environment.close();
        assertThatThrownBy(() -> store.commit("main", environment)).isInstanceOf(IllegalStateException.class);
        assertThat(store.refs()).isEmpty();
    }
}
