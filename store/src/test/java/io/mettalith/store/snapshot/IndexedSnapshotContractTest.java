package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Delta;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentSummary.IndexSummary;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.IndexValidator;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.report.EnvironmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SegmentStatistics;
import io.mettalith.store.report.SegmentCensus;
import io.mettalith.store.segment.ContentHash;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with argument indexes, whatever it keeps its bytes in. */
abstract class IndexedSnapshotContractTest {
    private static final IndexKey BY_NUMBER = new IndexKey(3, 1);
    private static final IndexKey BY_VALUE = new IndexKey(3, 2);
    private static final int FACTS = 5_000;

    private SegmentStore store;

    abstract SegmentStore openStore();

    /** Opens another store on the same bytes: what another process would see. */
    abstract SegmentStore openAgain();

    @BeforeEach
    void open() {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Environment facts(IndexKey... keys) {
        return indexed(Samples.facts(FACTS), keys);
    }

    private static Environment indexed(Environment environment, IndexKey... keys) {
        for (final IndexKey key : keys) {
            environment.buildIndex(SpaceId.MAIN, key.size(), key.position());
        }
        return environment;
    }

    private static AtomCode byValue(int value) {
        return AtomCode.expression(
                AtomCode.symbol("fact"), AtomCode.variable("number"), AtomCode.symbol("value-" + value));
    }

    private static void assertHas(Environment environment, IndexKey... keys) {
        assertThat(environment.indexes(SpaceId.MAIN)).containsExactlyInAnyOrder(keys);
        assertThat(IndexValidator.validate(environment)).isEqualTo(keys.length);
    }

    private static SegmentStatistics segmentsOf(Environment environment, IndexKey key) {
        final SegmentCensus census = new SegmentCensus();
        try (EnvironmentView view = environment.view()) {
            view.forEachSegment(SpaceId.MAIN, key, census);
        }
        return census.statistics();
    }

    /* ---------------- There after a checkout ---------------- */

    @Test
    void checkoutHasTheIndexAndUsesIt() {
        try (Environment environment = facts(BY_VALUE)) {
            store.commit("main", environment);
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main");
                EnvironmentView view = checkout.view()) {
            assertThat(view.indexes(SpaceId.MAIN)).containsExactly(BY_VALUE);
            assertThat(view.countMatches(SpaceId.MAIN, byValue(5))).isEqualTo(52);
            assertThat(segmentsOf(checkout, BY_VALUE).isSealed()).isTrue();
            assertHas(checkout, BY_VALUE);
        }
    }

    @Test
    void checkoutWithoutAnIndexReadsMore() {
        try (Environment environment = facts()) {
            store.commit("main", environment);
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main")) {
            assertHas(checkout);
        }
    }

    @Test
    void snapshotNamesItsIndexes() {
        try (Environment environment = facts(BY_VALUE, BY_NUMBER)) {
            store.commit("main", environment);
            assertThat(store.snapshot("main").spaces().get(0).indexes())
                    .extracting(IndexSummary::key)
                    .containsExactly(BY_NUMBER, BY_VALUE);
            assertThat(store.snapshot("main").spaces().get(0).indexes())
                    .allSatisfy(index -> assertThat(index.tree().entries()).isEqualTo(FACTS));
        }
    }

    @Test
    void everySpaceKeepsItsIndexes() {
        try (Environment environment = Samples.everything(31, 2_000)) {
            for (final SpaceId space : environment.spaces()) {
                environment.buildIndex(space, 3, 1);
                environment.buildIndex(space, 3, 2);
                environment.buildIndex(space, 7, 4);
            }
            store.commit("main", environment);
            final int indexes = 3 * environment.spaces().size();
            assertThat(IndexValidator.validate(environment)).isEqualTo(indexes);
            try (SegmentStore again = openAgain();
                    Environment checkout = again.checkout("main")) {
                assertThat(IndexValidator.validate(checkout)).isEqualTo(indexes);
                assertThat(Contents.of(checkout)).isEqualTo(Contents.of(environment));
                checkout.makeOwned();
                assertThat(IndexValidator.validate(checkout)).isEqualTo(indexes);
            }
        }
    }

    @Test
    void committedEnvironmentReadsItsIndexInPlace() {
        try (Environment environment = facts(BY_VALUE)) {
            assertThat(segmentsOf(environment, BY_VALUE).sealedSegments()).isZero();
            store.commit("main", environment);
            assertThat(segmentsOf(environment, BY_VALUE).isSealed()).isTrue();
            environment.remove(Samples.fact(17));
            final SegmentStatistics written = segmentsOf(environment, BY_VALUE);
            assertThat(written.segments() - written.sealedSegments()).isEqualTo(1);
            assertHas(environment, BY_VALUE);
        }
    }

    @Test
    void indexBuiltOnACheckoutIsReadInPlaceAfterItsCommit() {
        try (Environment environment = facts()) {
            store.commit("main", environment);
        }
        try (Environment checkout = store.checkout("main")) {
            indexed(checkout, BY_VALUE);
            assertThat(segmentsOf(checkout, BY_VALUE).sealedSegments()).isZero();
            store.commit("main", checkout);
            assertThat(segmentsOf(checkout, BY_VALUE).isSealed()).isTrue();
            try (Environment next = store.checkout("main")) {
                assertThat(segmentsOf(next, BY_VALUE).isSealed()).isTrue();
            }
        }
    }

    @Test
    void anIndexThatIsNotThereIsNotVisited() {
        try (Environment environment = facts(BY_VALUE)) {
            assertThatThrownBy(() -> segmentsOf(environment, BY_NUMBER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no such index: space=&self, size=3, position=1");
        }
    }

    /* ---------------- Kept and shared ---------------- */

    @Test
    void laterWritesAndCommitsKeepTheIndex() {
        try (Environment environment = facts(BY_VALUE)) {
            store.commit("main", environment);
        }
        try (Environment checkout = store.checkout("main")) {
            checkout.add(Samples.fact(FACTS));
            checkout.remove(Samples.fact(17));
            checkout.add(Samples.rule("f", 1));
            assertHas(checkout, BY_VALUE);
            store.commit("main", checkout);
            assertHas(checkout, BY_VALUE);
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main")) {
            assertHas(checkout, BY_VALUE);
            assertThat(checkout.size()).isEqualTo(FACTS + 1);
        }
    }

    @Test
    void oneChangedAtomPutsOnePathOfTheSpaceAndOneOfTheIndex() {
        try (Environment environment = indexed(Samples.facts(100_000), BY_VALUE)) {
            store.commit("main", environment);
            final int heights = EnvironmentStatistics.of(environment).segments().height()
                    + segmentsOf(environment, BY_VALUE).height();
            environment.remove(Samples.fact(50_000));
            assertThat(store.commit("main", environment).segmentsPut()).isEqualTo(2 + heights);
        }
    }

    @Test
    void unchangedIndexPutsNothing() {
        try (Environment environment = facts(BY_VALUE)) {
            store.commit("main", environment);
            final Commit second = store.commit("main", environment);
            assertThat(second.changed()).isFalse();
            assertThat(second.segmentsPut()).isZero();
            assertThat(second.bytesPut()).isZero();
            assertThat(store.log("main")).hasSize(1);
            final Commit elsewhere = store.commit("other", environment);
            assertThat(elsewhere.bytesPut()).isZero();
            assertThat(store.log("other").get(0).indexes())
                    .isEqualTo(store.log("main").get(0).indexes());
        }
    }

    @Test
    void orderInWhichIndexesWereBuiltDoesNotMatter() {
        try (Environment environment = facts(BY_VALUE, BY_NUMBER);
                Environment other = facts(BY_NUMBER, BY_VALUE)) {
            store.commit("main", environment);
            assertThat(store.commit("main", other).bytesPut()).isZero();
            assertThat(store.log("main")).hasSize(1);
        }
    }

    /* ---------------- Apart from the contents ---------------- */

    @Test
    void idsDoNotDependOnIndexes() {
        try (Environment plain = facts();
                Environment indexed = facts(BY_VALUE)) {
            assertThat(indexed.id()).isEqualTo(plain.id());
            final ContentHash without = store.commit("plain", plain).snapshot();
            final ContentHash with = store.commit("indexed", indexed).snapshot();
            assertThat(with).isEqualTo(without).isEqualTo(plain.id()).isEqualTo(indexed.id());
            try (Environment fork = indexed.fork()) {
                fork.add(AtomCode.symbol("new"));
                assertThat(Delta.between(indexed, fork).base()).isEqualTo(without);
            }
            try (SegmentStore again = openAgain();
                    Environment checkout = again.checkout("indexed")) {
                assertThat(checkout.id()).isEqualTo(without);
            }
        }
    }

    @Test
    void newIndexesOfTheSameSnapshotAddAnEntry() {
        try (Environment environment = facts()) {
            final Commit first = store.commit("main", environment);
            assertThat(store.log("main").get(0).indexes()).isEmpty();
            indexed(environment, BY_VALUE);
            final Commit second = store.commit("main", environment, "index by value");
            assertThat(second.changed()).isFalse();
            assertThat(second.snapshot()).isEqualTo(first.snapshot());
            assertThat(second.segmentsPut()).isPositive();
            final RefEntry entry = store.log("main").get(0);
            assertThat(entry.snapshot()).isEqualTo(first.snapshot());
            assertThat(entry.parentSnapshots()).containsExactly(first.snapshot());
            assertThat(entry.indexes()).isPresent();
            assertThat(entry.message()).isEqualTo("index by value");
            assertThat(store.commit("main", environment).bytesPut()).isZero();
            assertThat(store.log("main")).hasSize(2);
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main")) {
            assertHas(checkout, BY_VALUE);
        }
    }

    @Test
    void indexesThatOnlyTheRefHasAreKept() {
        try (Environment environment = facts(BY_VALUE)) {
            store.commit("main", environment);
        }
        try (SegmentStore again = openAgain();
                Environment plain = facts();
                Environment other = facts(BY_NUMBER)) {
            store.close();
            assertThat(again.commit("main", plain).changed()).isFalse();
            assertThat(again.log("main")).hasSize(1);
            assertHas(plain, BY_VALUE);
            again.commit("main", other);
            assertThat(again.log("main")).hasSize(2);
            assertHas(other, BY_NUMBER, BY_VALUE);
            try (SegmentStore third = openAgain();
                    Environment checkout = third.checkout("main")) {
                assertHas(checkout, BY_NUMBER, BY_VALUE);
            }
        }
    }

    @Test
    void anotherSnapshotHasTheIndexesOfItsEnvironmentOnly() {
        try (Environment environment = facts(BY_VALUE);
                Environment unrelated = indexed(Samples.facts(FACTS + 1), BY_NUMBER)) {
            store.commit("main", environment);
            store.commit("main", unrelated, CommitOptions.message("").replacing());
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main")) {
            assertHas(checkout, BY_NUMBER);
        }
    }

    @Test
    void checkoutByIdHasTheIndexesOfAnEntryThatNamesSome() {
        final String id;
        try (Environment environment = facts()) {
            id = store.commit("plain", environment).snapshot().toHex();
            indexed(environment, BY_VALUE);
            store.commit("a-indexed", environment);
            environment.add(AtomCode.symbol("later"));
            store.commit("a-indexed", environment);
        }
        try (SegmentStore again = openAgain();
                Environment byRef = again.checkout("plain")) {
            assertHas(byRef);
            try (Environment byId = again.checkout(id.substring(0, 12))) {
                assertHas(byId, BY_VALUE);
                assertThat(byId.size()).isEqualTo(FACTS);
            }
            assertThat(again.snapshot(id).time())
                    .isEqualTo(again.log("a-indexed").get(1).time());
            assertThat(again.snapshot(id).spaces().get(0).indexes()).hasSize(1);
            assertThat(again.snapshot("plain").spaces().get(0).indexes()).isEmpty();
        }
    }

    @Test
    void checkoutsWithAndWithoutAnIndexUnite() {
        try (Environment environment = facts()) {
            store.commit("main", environment);
            try (Environment early = store.checkout("main")) {
                early.add(AtomCode.symbol("early"));
                indexed(environment, BY_VALUE);
                store.commit("main", environment);
                try (Environment late = store.checkout("main")) {
                    late.add(Samples.fact(FACTS));
                    late.union(early);
                    assertThat(late.size()).isEqualTo(FACTS + 2);
                    assertHas(late, BY_VALUE);
                    early.union(late);
                    assertThat(early.size()).isEqualTo(FACTS + 2);
                    assertThat(IndexValidator.validate(early))
                            .isEqualTo(early.indexes(SpaceId.MAIN).size());
                }
            }
        }
    }

    @Test
    void earlierSnapshotsKeepTheirIndexes() {
        try (Environment environment = facts(BY_VALUE)) {
            for (int round = 0; round < 4; round++) {
                environment.add(Samples.fact(-1 - round));
                store.commit("main", environment);
            }
        }
        try (SegmentStore again = openAgain()) {
            for (final RefEntry entry : again.log("main")) {
                try (Environment checkout = again.checkout(entry.snapshot().toHex())) {
                    assertHas(checkout, BY_VALUE);
                }
            }
        }
    }

    @Test
    void writesMadeDuringACommitReachTheIndex() throws InterruptedException {
        try (Environment environment = facts(BY_VALUE)) {
            final CountDownLatch started = new CountDownLatch(1);
            final Thread writer = new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    environment.add(Samples.fact(-1 - i));
                    if (i == 5_000) {
                        environment.buildIndex(SpaceId.MAIN, 3, 1);
                    }
                    started.countDown();
                }
            });
            writer.start();
            started.await();
            while (writer.isAlive()) {
                store.commit("main", environment);
                try (Environment checkout = store.checkout("main")) {
                    assertThat(IndexValidator.validate(checkout)).isPositive();
                }
            }
            writer.join();
            store.commit("main", environment);
            assertHas(environment, BY_VALUE, BY_NUMBER);
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main")) {
            assertHas(checkout, BY_VALUE, BY_NUMBER);
            assertThat(checkout.size()).isEqualTo(FACTS + 10_000);
        }
    }

    @Test
    void anyHistoryOfEditsAndCommitsLeavesWholeIndexes() {
        for (long seed = 0; seed < 15; seed++) {
            try {
                perform(new Random(seed));
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
    }

    private void perform(Random random) {
        Environment handle = Samples.facts(random.nextInt(600));
        store.commit("main", handle, CommitOptions.message("").replacing());
        for (int step = 0; step < 30; step++) {
            switch (random.nextInt(7)) {
                case 0 -> handle.buildIndex(SpaceId.MAIN, 3, 1 + random.nextInt(2));
                case 1 -> store.commit("main", handle);
                case 2 -> {
                    store.commit("main", handle);
                    handle.close();
                    handle = store.checkout("main");
                }
                case 3 -> uniteWithAFork(handle, random);
                default -> edit(handle, random);
            }
            assertThat(IndexValidator.validate(handle))
                    .isEqualTo(handle.indexes(SpaceId.MAIN).size());
        }
        store.commit("main", handle);
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main")) {
            assertThat(Contents.of(checkout)).isEqualTo(Contents.of(handle));
            assertThat(checkout.id()).isEqualTo(handle.id());
            assertThat(checkout.indexes(SpaceId.MAIN)).hasSameElementsAs(handle.indexes(SpaceId.MAIN));
            assertThat(IndexValidator.validate(checkout))
                    .isEqualTo(handle.indexes(SpaceId.MAIN).size());
        }
        handle.close();
    }

    private void uniteWithAFork(Environment handle, Random random) {
        try (Environment fork = handle.fork()) {
            edit(fork, random);
            if (random.nextBoolean()) {
                store.commit("fork", fork);
            }
            edit(handle, random);
            handle.union(fork);
        }
    }

    private static void edit(Environment handle, Random random) {
        for (int i = random.nextInt(20); i >= 0; i--) {
            final AtomCode atom = random.nextInt(5) == 0
                    ? Samples.rule("f" + random.nextInt(3), random.nextInt(9))
                    : Samples.fact(random.nextInt(800));
            if (random.nextInt(3) == 0) {
                handle.remove(atom);
            } else {
                handle.add(atom);
            }
        }
    }

    @Test
    void statisticsTellIndexesFromTheirSpace() {
        try (Environment environment = facts(BY_VALUE)) {
            final SegmentStatistics alone =
                    EnvironmentStatistics.of(environment).segments();
            assertThat(EnvironmentStatistics.of(environment).indexes().sealedSegments())
                    .isZero();
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                final EnvironmentStatistics statistics = EnvironmentStatistics.of(checkout);
                final EnvironmentStatistics.IndexStatistics index =
                        statistics.spaces().get(0).indexes().get(0);
                assertThat(index.key()).isEqualTo(BY_VALUE);
                assertThat(index.segments().entries()).isEqualTo(FACTS);
                assertThat(index.segments().isSealed()).isTrue();
                assertThat(index.segments().bytesPerAtom()).isBetween(5.0, 60.0);
                assertThat(statistics.indexes()).isEqualTo(index.segments());
                assertThat(statistics.segments().segments()).isEqualTo(alone.segments());
                assertThat(statistics.segments().entries()).isEqualTo(FACTS);
            }
        }
    }

    @Test
    void queryByTheIndexLeavesMostOfTheStoreUntouched() {
        try (Environment environment = facts(BY_VALUE)) {
            store.commit("main", environment);
        }
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("main");
                Cursor cursor = checkout.match(byValue(96))) {
            int found = 0;
            while (cursor.next()) {
                assertThat(cursor.count()).isEqualTo(1);
                found++;
            }
            assertThat(found).isEqualTo(51);
            assertThat(checkout.figures().atomsUntouched()).isGreaterThan(FACTS);
        }
    }
}
