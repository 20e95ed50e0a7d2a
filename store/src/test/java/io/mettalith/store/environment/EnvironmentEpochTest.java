package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentMemory;
import io.mettalith.store.segment.SegmentSink;
import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a parent goes on writing in place after a fork, and when it must not. */
class EnvironmentEpochTest {
    private static final int ATOMS = 2_000;

    private final Environment base = Environment.create();

    @BeforeEach
    void write() {
        for (int i = 0; i < ATOMS; i++) {
            base.add(atom("n", "x" + i));
        }
        assertThat(base.segmentsCopied()).isZero();
    }

    @AfterEach
    void validateAndClose() {
        if (!base.isClosed()) {
            Sample.validate(base);
            base.close();
        }
    }

    /** Writes all over the space and reports whether any of that was written in a copy. */
    private boolean copies(Environment environment) {
        final long before = environment.segmentsCopied();
        for (int i = 0; i < ATOMS; i += 10) {
            environment.add(atom("n", "x" + i));
        }
        return environment.segmentsCopied() > before;
    }

    /* ---------------- Resumed ---------------- */

    @Test
    void aParentWhoseForksWereAllClosedWritesInPlace() {
        base.fork().close();
        assertThat(copies(base)).isFalse();
    }

    @Test
    void theSameHoldsIfTheForksHaveWritten() {
        try (Environment one = base.fork();
                Environment two = base.fork()) {
            one.add(word("one"));
            two.remove(atom("n", "x7"));
        }
        assertThat(copies(base)).isFalse();
        assertThat(base.count(atom("n", "x7"))).isEqualTo(1);
        assertThat(base.count(word("one"))).isZero();
    }

    @Test
    void anEpochIsResumedAnyNumberOfTimes() {
        for (int i = 0; i < 100; i++) {
            try (Environment fork = base.fork()) {
                fork.add(word("fork" + i));
            }
            base.add(word("base" + i));
        }
        assertThat(base.segmentsCopied()).isZero();
        assertThat(base.size()).isEqualTo(ATOMS + 100L);
    }

    @Test
    void aForkResumesItsOwnEpochs() {
        try (Environment fork = base.fork()) {
            copies(fork);
            fork.fork().close();
            assertThat(copies(fork)).isFalse();
            assertThat(base.size()).isEqualTo(ATOMS);
        }
    }

    @Test
    void aResumedEpochIsEndedByTheNextFork() {
        base.fork().close();
        assertThat(copies(base)).isFalse();
        try (Environment fork = base.fork()) {
            final List<String> before = texts(fork);
            assertThat(copies(base)).isTrue();
            assertThat(texts(fork)).isEqualTo(before);
        }
    }

    @Test
    void anEpochIsResumedOnceTheLastForkOfAForkHasBeenClosed() {
        final Environment fork = base.fork();
        final Environment grandchild = fork.fork();
        fork.close();
        grandchild.close();
        assertThat(copies(base)).isFalse();
    }

    @Test
    void anEpochIsResumedOnceASiblingThatUnitedWithTheForkHasBeenClosed() {
        try (Environment fork = base.fork();
                Environment sibling = base.fork()) {
            fork.add(word("fork"));
            sibling.union(fork);
            assertThat(sibling.contains(word("fork"))).isTrue();
        }
        assertThat(copies(base)).isFalse();
    }

    @Test
    void aUnionWithAForkThatHasDoneNothingIsNotRemembered() {
        try (Environment fork = base.fork()) {
            assertThat(base.union(fork)).isEqualTo(UnionReport.LEFT);
        }
        assertThat(copies(base)).isFalse();
    }

    @Test
    void whatClosedForksAndAResumedEpochHaveWrittenIsFreedAtOnceWithTheParent() throws InterruptedException {
        final long before = Sample.settledBytes();
        final Environment parent = Environment.create();
        parent.add(word("a"));
        parent.fork().close();
        parent.add(word("b"));
        parent.fork().close();
        assertThat(SegmentMemory.allocatedBytes()).isGreaterThan(before);
        parent.close();
        assertThat(SegmentMemory.allocatedBytes()).isEqualTo(before);
    }

    @Test
    void anEpochIsResumedBesideAnImageOfAnEarlierState() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment parent = base.fork()) {
            copies(parent);
            store.commit("main", parent);
            try (Environment image = store.checkout("main")) {
                final List<String> committed = texts(image);
                copies(parent);
                parent.fork().close();
                assertThat(copies(parent)).isFalse();
                assertThat(texts(image)).isEqualTo(committed);
            }
        }
    }

    /* ---------------- Not resumed ---------------- */

    @Test
    void aParentCopiesWhileAForkIsOpen() {
        base.fork().close();
        try (Environment fork = base.fork()) {
            assertThat(copies(base)).isTrue();
            assertThat(fork.size()).isEqualTo(ATOMS);
        }
    }

    @Test
    void aParentCopiesAfterItHasUnitedWithAFork() {
        try (Environment fork = base.fork()) {
            fork.add(word("fork"));
            base.union(fork);
        }
        assertThat(copies(base)).isTrue();
        assertThat(base.contains(word("fork"))).isTrue();
    }

    @Test
    void aParentCopiesWhileASiblingHasUnitedWithTheFork() {
        try (Environment sibling = base.fork()) {
            try (Environment fork = base.fork()) {
                fork.add(word("fork"));
                sibling.union(fork);
            }
            final List<String> before = texts(sibling);
            assertThat(copies(base)).isTrue();
            assertThat(texts(sibling)).isEqualTo(before);
        }
    }

    @Test
    void aParentCopiesWhileAForkOfAClosedForkIsOpen() {
        final Environment fork = base.fork();
        try (Environment grandchild = fork.fork()) {
            fork.close();
            assertThat(copies(base)).isTrue();
            assertThat(grandchild.size()).isEqualTo(ATOMS);
        }
    }

    @Test
    void aParentCopiesAfterItWasSealed() {
        base.fork().close();
        base.seal(HashingSink.INSTANCE);
        assertThat(copies(base)).isTrue();
    }

    @Test
    void aParentCopiesAfterItWasCommitted() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            store.commit("main", base);
            assertThat(copies(base)).isTrue();
            try (Environment committed = store.checkout("main")) {
                assertThat(committed.size()).isEqualTo(ATOMS);
            }
        }
    }

    @Test
    void aParentCopiesAfterAForkWasCommitted() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            try (Environment fork = base.fork()) {
                store.commit("main", fork);
            }
            assertThat(copies(base)).isTrue();
            try (Environment committed = store.checkout("main")) {
                assertThat(committed.size()).isEqualTo(ATOMS);
            }
        }
    }

    @Test
    void aParentCopiesAfterAnImageWasMadeOfIt() {
        try (Environment sealed = base.fork()) {
            final SegmentSource unread = hash -> {
                throw new AssertionError("read before it was needed: " + hash);
            };
            EnvironmentImage.of(unread, sealed.seal(HashingSink.INSTANCE), Optional.of(sealed));
            assertThat(copies(base)).isTrue();
        }
    }

    @Test
    void aParentCopiesUnderAnOpenCursorThoughItsForksHaveGone() {
        final long copiedByThen;
        try (Cursor cursor = base.atoms(SpaceId.MAIN)) {
            base.fork().close();
            assertThat(copies(base)).isTrue();
            copiedByThen = base.segmentsCopied();
            int seen = 0;
            while (cursor.next()) {
                assertThat(cursor.count()).isEqualTo(1);
                seen++;
            }
            assertThat(seen).isEqualTo(ATOMS);
        }
        assertThat(copies(base)).isFalse();
        assertThat(base.segmentsCopied()).isEqualTo(copiedByThen);
    }

    @Test
    void aParentCopiesUnderACursorOfAForkThatIsStillOpen() {
        final Environment fork = base.fork();
        try (Cursor cursor = fork.atoms(SpaceId.MAIN)) {
            assertThat(copies(base)).isTrue();
            assertThat(cursor.next()).isTrue();
        }
        fork.close();
    }

    @Test
    void aParentCopiesAfterReadersWereLetPastTheLatch() {
        base.fork().close();
        base.acquire();
        base.openToReaders();
        base.release();
        final List<String> before;
        try (Cursor cursor = base.atoms(SpaceId.MAIN)) {
            assertThat(copies(base)).isTrue();
            before = texts(cursor);
        }
        assertThat(before).hasSize(ATOMS).noneMatch(text -> text.contains("*"));
    }

    @Test
    void closingAParentLeavesAnEndedEpochToItsForks() {
        try (Environment fork = base.fork()) {
            base.close();
            assertThat(fork.size()).isEqualTo(ATOMS);
            assertThat(texts(fork)).hasSize(ATOMS);
            Sample.validate(fork);
        }
    }

    /* ---------------- Hashes ---------------- */

    @Test
    void whatWasHashedBeforeTheEpochWasResumedIsHashedAnew() {
        try (Environment fork = base.fork()) {
            fork.seal(HashingSink.INSTANCE);
        }
        assertThat(copies(base)).isFalse();
        base.remove(atom("n", "x1"));
        final List<String> expected = texts(base);
        try (SegmentStore store = SegmentStore.inMemory()) {
            store.commit("main", base);
            try (Environment committed = store.checkout("main")) {
                assertThat(texts(committed)).isEqualTo(expected);
                Sample.validate(committed);
            }
        }
    }

    @Test
    void anEpochThatIsResumedBetweenTwoCommitsIsWholeInTheSecond() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            store.commit("main", base);
            copies(base);
            try (Environment fork = base.fork()) {
                fork.id();
            }
            assertThat(copies(base)).isFalse();
            base.add(word("late"));
            final List<String> expected = texts(base);
            store.commit("main", base);
            try (Environment committed = store.checkout("main")) {
                assertThat(texts(committed)).isEqualTo(expected);
            }
        }
    }

    /** Puts one atom in the place of another, in the same segment: no count of anything tells the two states apart. */
    private void exchange(String before, String after) {
        assertThat(base.remove(atom("n", before))).isTrue();
        base.add(atom("n", after));
    }

    @Test
    void aForkThatHasHashedItsRootIsNotTakenForWhatTheParentHasBecome() {
        final Environment fork = base.fork();
        final ContentHash before = fork.id();
        fork.close();
        exchange("x7", "x7y");
        assertThat(base.segmentsCopied()).isZero();
        assertThat(base.id()).isNotEqualTo(before);
    }

    @Test
    void whatWasStoredBeforeTheEpochWasResumedIsStoredAnew() {
        final Map<ContentHash, byte[]> stored = new HashMap<>();
        final SegmentSink sink = new SegmentSink() {
            @Override
            public boolean contains(ContentHash hash) {
                return stored.containsKey(hash);
            }

            @Override
            public void put(ContentHash hash, byte[] bytes) {
                stored.put(hash, bytes);
            }
        };
        final EnvironmentSummary before;
        try (Environment fork = base.fork()) {
            before = fork.seal(sink);
        }
        final int nodes = stored.size();
        exchange("x7", "x7y");
        assertThat(base.segmentsCopied()).isZero();
        final EnvironmentSummary after = base.seal(sink);
        assertThat(after.atoms()).isEqualTo(before.atoms());
        assertThat(after.spaces().get(0).tree().root())
                .isNotEqualTo(before.spaces().get(0).tree().root());
        assertThat(stored).as("one segment and one directory more").hasSize(nodes + 2);
    }

    /* ---------------- States of spaces ---------------- */

    @Test
    void spacesAndStatesGoOnInAResumedEpoch() {
        final SpaceId space = base.newSpace();
        base.add(space, word("a"));
        final StateId state = base.newState(word("old"));
        base.fork().close();
        final SpaceId child = base.forkSpace(space);
        base.add(space, word("b"));
        base.add(child, word("c"));
        base.changeState(state, word("new"));
        base.unionSpace(space, child);
        assertThat(texts(base.atoms(space))).containsExactly("a", "b", "c");
        assertThat(texts(base.atoms(child))).containsExactly("a", "c");
        assertThat(base.state(state)).contains(word("new"));
    }
}
