package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.ForeignHandleException;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.NoSuchSpaceException;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import io.mettalith.store.environment.StoredAtom;
import io.mettalith.store.environment.UnionMode;
import io.mettalith.store.environment.UnrelatedEnvironmentsException;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of single spaces: what every store does with them. */
abstract class SpaceSnapshotContractTest {
    private static final AtomCode NEW = AtomCode.symbol("new");

    private SegmentStore store;
    private final Environment environment = Environment.create();

    abstract SegmentStore openStore();

    /** Opens what was committed once more, as another process does. */
    abstract SegmentStore openAgain();

    @BeforeEach
    void open() {
        store = openStore();
    }

    @AfterEach
    void close() {
        environment.close();
        store.close();
    }

    private SpaceId spaceOf(int facts) {
        final SpaceId space = environment.newSpace();
        for (int i = 0; i < facts; i++) {
            environment.add(space, Samples.fact(i));
        }
        return space;
    }

    private Commit commit(String ref, SpaceId space) {
        return store.commitSpace(ref, environment, space, "");
    }

    private List<StoredAtom> atoms(SpaceId space) {
        return atoms(environment, space);
    }

    private static List<StoredAtom> atoms(Environment environment, SpaceId space) {
        final List<StoredAtom> atoms = new ArrayList<>();
        try (Cursor cursor = environment.atoms(space)) {
            while (cursor.next()) {
                atoms.add(cursor.toStoredAtom());
            }
        }
        return atoms;
    }

    private static AtomCode about(SpaceId space) {
        return new AtomWriter()
                .expression(2)
                .symbol("about")
                .space(space.high(), space.low())
                .toAtomCode();
    }

    /* ---------------- Round trip ---------------- */

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 5_000})
    void aSpaceThatIsCheckedOutHoldsWhatWasCommitted(int size) {
        final SpaceId space = spaceOf(size);
        final List<StoredAtom> before = atoms(space);
        commit("facts", space);
        assertThat(atoms(space)).isEqualTo(before);
        final SpaceId copy = store.checkoutSpace("facts", environment);
        assertThat(copy).isNotEqualTo(space);
        assertThat(atoms(copy)).isEqualTo(before);
    }

    @Test
    void itsSnapshotIsThatOfAnEnvironmentWithItsAtomsAlone() {
        environment.add(AtomCode.symbol("not this"));
        environment.newState(AtomCode.integer(7));
        final SpaceId space = spaceOf(1_000);
        final Commit commit = commit("facts", space);
        assertThat(commit.atoms()).isEqualTo(1_000);
        try (SegmentStore again = openAgain();
                Environment checkout = again.checkout("facts")) {
            assertThat(checkout.spaces()).containsExactly(SpaceId.MAIN);
            assertThat(atoms(checkout, SpaceId.MAIN)).isEqualTo(atoms(space));
            assertThat(checkout.id()).isEqualTo(commit.snapshot());
        }
    }

    @Test
    void whatIsCheckedOutAndCommittedHasTheSameId() {
        final ContentHash id = commit("a", spaceOf(500)).snapshot();
        final SpaceId copy = store.checkoutSpace("a", environment);
        assertThat(commit("b", copy).snapshot()).isEqualTo(id);
        assertThat(commit("a", copy).changed()).isFalse();
    }

    @Test
    void theMainSpaceIsASpaceToo() {
        environment.add(NEW);
        commit("main", SpaceId.MAIN);
        assertThat(atoms(store.checkoutSpace("main", environment))).isEqualTo(atoms(SpaceId.MAIN));
    }

    @Test
    void aSnapshotOfAnEnvironmentGivesItsMainSpace() {
        try (Environment other = Samples.facts(300)) {
            store.commit("other", other);
            assertThat(atoms(store.checkoutSpace("other", environment))).isEqualTo(atoms(other, SpaceId.MAIN));
        }
    }

    @Test
    void rulesKeepTheOrderOfTheirDefinition() {
        final SpaceId space = environment.newSpace();
        for (final int number : new int[] {5, 1, 4, 2, 3}) {
            environment.add(space, Samples.rule("f", number));
        }
        commit("rules", space);
        final SpaceId copy = store.checkoutSpace("rules", environment);
        final AtomCode head = AtomCode.symbol("f");
        assertThat(environment.rules(copy, head, 1)).isEqualTo(environment.rules(space, head, 1));
        environment.add(copy, Samples.rule("f", 0));
        final List<StoredAtom> more = environment.rules(copy, head, 1);
        assertThat(more.get(more.size() - 1).code()).isEqualTo(Samples.rule("f", 0));
    }

    @Test
    void indexesComeAlong() {
        final SpaceId space = spaceOf(3_000);
        environment.buildIndex(space, 3, 2);
        commit("facts", space);
        try (SegmentStore again = openAgain();
                Environment other = Environment.create()) {
            assertThat(other.indexes(again.checkoutSpace("facts", other))).containsExactly(new IndexKey(3, 2));
        }
    }

    /* ---------------- Isolation and cost ---------------- */

    @Test
    void theSnapshotAndTheSpaceAreIsolated() {
        final SpaceId space = spaceOf(2_000);
        commit("facts", space);
        final SpaceId copy = store.checkoutSpace("facts", environment);
        environment.add(space, NEW);
        environment.remove(copy, Samples.fact(7));
        final SpaceId fresh = store.checkoutSpace("facts", environment);
        assertThat(environment.contains(copy, NEW)).isFalse();
        assertThat(environment.contains(space, Samples.fact(7))).isTrue();
        assertThat(environment.contains(fresh, NEW)).isFalse();
        assertThat(environment.contains(fresh, Samples.fact(7))).isTrue();
    }

    @Test
    void aSecondCommitPutsWhatHasChanged() {
        final SpaceId space = spaceOf(50_000);
        final Commit first = commit("facts", space);
        environment.add(space, NEW);
        final Commit second = commit("facts", space);
        assertThat(first.segmentsPut()).isGreaterThan(100);
        assertThat(second.segmentsPut()).isLessThan(20);
        assertThat(second.parent()).contains(first.snapshot());
    }

    @Test
    void theSpaceReadsFromTheStoreAfterwards() {
        final SpaceId space = spaceOf(20_000);
        commit("facts", space);
        assertThat(segmentsReadInPlace(space)).hasSizeGreaterThan(50).containsOnly(true);
        environment.add(space, NEW);
        assertThat(environment.size(space)).isEqualTo(20_001);
    }

    private List<Boolean> segmentsReadInPlace(SpaceId space) {
        final List<Boolean> inPlace = new ArrayList<>();
        try (EnvironmentView view = environment.view(space)) {
            view.forEachSegment(space, new SegmentVisitor() {
                @Override
                public void segment(int usedBytes, int capacityBytes, int entries, boolean isInPlace) {
                    inPlace.add(isInPlace);
                }

                @Override
                public void directory(int children, int height) {
                    // only segments are asked for
                }
            });
        }
        return inPlace;
    }

    @Test
    void whatIsSharedWithAForkOfTheEnvironmentStaysAfterThatIsClosed() {
        final SpaceId space;
        try (Environment fork = environment.fork()) {
            space = fork.newSpace();
            for (int i = 0; i < 5_000; i++) {
                fork.add(space, Samples.fact(i));
            }
            store.commitSpace("facts", fork, space, "");
            fork.add(space, NEW);
        }
        final SpaceId copy = store.checkoutSpace("facts", environment);
        assertThat(environment.size(copy)).isEqualTo(5_000);
        assertThat(environment.contains(copy, Samples.fact(4_999))).isTrue();
    }

    /* ---------------- Union ---------------- */

    @Test
    void twoThatWereCheckedOutOfOneSnapshotUnite() {
        commit("facts", spaceOf(1_000));
        final SpaceId left = store.checkoutSpace("facts", environment);
        final SpaceId right = store.checkoutSpace("facts", environment);
        environment.add(right, NEW);
        environment.remove(right, Samples.fact(3));
        environment.remove(left, Samples.fact(4));
        environment.unionSpace(left, right);
        assertThat(environment.size(left)).isEqualTo(999);
        assertThat(environment.contains(left, NEW)).isTrue();
        assertThat(environment.contains(left, Samples.fact(3))).isFalse();
        final List<StoredAtom> united = atoms(left);
        environment.unionSpace(left, right);
        assertThat(atoms(left)).isEqualTo(united);
    }

    @Test
    void aSpaceUnitesWithWhatWasCheckedOutOfAnyOfItsSnapshots() {
        final SpaceId space = spaceOf(1_000);
        commit("first", space);
        environment.remove(space, Samples.fact(1));
        environment.add(space, Samples.fact(1_001));
        commit("second", space);
        environment.add(space, Samples.fact(1_002));
        final SpaceId first = store.checkoutSpace("first", environment);
        environment.add(first, NEW);
        environment.remove(first, Samples.fact(2));
        environment.unionSpace(space, first);
        assertThat(environment.size(space)).isEqualTo(1_001);
        assertThat(environment.contains(space, NEW)).isTrue();
        assertThat(environment.contains(space, Samples.fact(1))).isFalse();
        assertThat(environment.contains(space, Samples.fact(2))).isFalse();
        final SpaceId second = store.checkoutSpace("second", environment);
        environment.unionSpace(first, second);
        assertThat(environment.contains(first, Samples.fact(1))).isFalse();
        assertThat(environment.contains(first, Samples.fact(1_001))).isTrue();
        assertThat(environment.contains(first, Samples.fact(1_002))).isFalse();
        assertThat(environment.size(first)).isEqualTo(1_000);
    }

    @Test
    void aSpaceUnitesWithASnapshotOfAnEqualOneOnceBothWereCommitted() {
        final SpaceId one = spaceOf(100);
        final SpaceId other = spaceOf(100);
        commit("facts", one);
        assertThatThrownBy(() -> environment.unionSpace(other, one)).isInstanceOf(UnrelatedEnvironmentsException.class);
        commit("facts", other);
        final SpaceId copy = store.checkoutSpace("facts", environment);
        environment.add(copy, NEW);
        environment.unionSpace(other, copy);
        environment.unionSpace(one, copy);
        assertThat(environment.size(other)).isEqualTo(101);
        assertThat(environment.size(one)).isEqualTo(101);
    }

    @Test
    void aSpaceThatWasWrittenDuringTheCommitKeepsItsPast() {
        final SpaceId space = spaceOf(1_000);
        final Commit commit;
        try (Environment fork = environment.fork()) {
            commit = store.commitSpace("facts", fork, space, "");
            environment.add(space, NEW);
            environment.union(fork);
        }
        assertThat(commit.atoms()).isEqualTo(1_000);
        assertThat(environment.size(space)).isEqualTo(1_001);
    }

    /* ---------------- Handles ---------------- */

    @Test
    void aSpaceThatNamesAnotherIsNotCommitted() {
        final SpaceId space = spaceOf(1_000);
        final SpaceId other = environment.newSpace();
        final AtomCode atom = about(other);
        environment.add(space, atom);
        assertThatThrownBy(() -> commit("facts", space))
                .isInstanceOf(ForeignHandleException.class)
                .hasMessage("atom names a space or a state that does not come with its space: atom=" + atom
                        + "; commit the whole environment instead, or take the atom out");
        assertThat(store.refs()).isEmpty();
        environment.remove(space, atom);
        assertThat(commit("facts", space).atoms()).isEqualTo(1_000);
        environment.add(space, about(space));
        assertThatThrownBy(() -> commit("facts", space)).isInstanceOf(ForeignHandleException.class);
    }

    @Test
    void aForkOfWhatIsCommittedIsLookedAtToo() {
        commit("facts", spaceOf(1_000));
        final SpaceId copy = store.checkoutSpace("facts", environment);
        final SpaceId fork = environment.forkSpace(copy);
        environment.add(fork, about(copy));
        assertThatThrownBy(() -> commit("fork", fork)).isInstanceOf(ForeignHandleException.class);
        environment.unionSpace(copy, fork);
        assertThatThrownBy(() -> commit("facts", copy)).isInstanceOf(ForeignHandleException.class);
    }

    @Test
    void aSpaceThatNamesAStateIsNotCommitted() {
        final SpaceId space = environment.newSpace();
        final StateId state = environment.newState(AtomCode.integer(1));
        environment.add(space, new AtomWriter().state(state.high(), state.low()).toAtomCode());
        assertThatThrownBy(() -> commit("facts", space)).isInstanceOf(ForeignHandleException.class);
    }

    @Test
    void theMainSpaceMayBeNamed() {
        final SpaceId space = environment.newSpace();
        environment.add(space, about(SpaceId.MAIN));
        environment.add(space, about(new SpaceId(0, Long.MIN_VALUE)));
        commit("rules", space);
        assertThat(atoms(store.checkoutSpace("rules", environment))).isEqualTo(atoms(space));
    }

    @Test
    void aSnapshotWhoseMainSpaceNamesOthersIsNotCheckedOutAsASpace() {
        final SpaceId other = environment.newSpace();
        environment.bind("&other", AtomCode.symbol("x"));
        environment.add(NEW);
        store.commit("good", environment);
        environment.add(about(other));
        store.commit("bad", environment);
        assertThat(environment.size(store.checkoutSpace("good", environment))).isEqualTo(1);
        assertThatThrownBy(() -> store.checkoutSpace("bad", environment))
                .isInstanceOf(ForeignHandleException.class)
                .hasMessageEndingWith("check out the whole environment instead");
    }

    /* ---------------- Errors ---------------- */

    @Test
    void aSpaceThatIsNotThereIsRefused() {
        final SpaceId space = environment.newSpace();
        environment.removeSpaces(List.of(space));
        assertThatThrownBy(() -> commit("facts", space)).isInstanceOf(NoSuchSpaceException.class);
    }

    @Test
    void aRefThatIsNotThereIsRefusedWithTheNearest() {
        commit("facts", environment.newSpace());
        assertThatThrownBy(() -> store.checkoutSpace("fact", environment))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageContaining("did you mean facts?");
        assertThat(environment.spaces()).hasSize(2);
    }

    /* ---------------- At random ---------------- */

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void unionsOfSpacesWithSnapshotsAreThreeWay(long seed) {
        final Random random = new Random(seed);
        final SpaceId space = environment.newSpace();
        for (int round = 0; round < 10; round++) {
            change(random, space);
            final Map<AtomCode, Long> base = counts(space);
            commit("at-" + round, space);
            final SpaceId copy = store.checkoutSpace("at-" + round, environment);
            assertThat(counts(copy)).as("seed=%d, round=%d", seed, round).isEqualTo(base);
            change(random, space);
            change(random, copy);
            final boolean intoSpace = random.nextBoolean();
            final SpaceId into = intoSpace ? space : copy;
            final SpaceId from = intoSpace ? copy : space;
            final Map<AtomCode, Long> expected = united(base, counts(into), counts(from));
            environment.unionSpace(into, from, UnionMode.SUM);
            assertThat(counts(into)).as("seed=%d, round=%d", seed, round).isEqualTo(expected);
            environment.unionSpace(into, from);
            assertThat(counts(into)).as("seed=%d, round=%d, again", seed, round).isEqualTo(expected);
        }
    }

    private void change(Random random, SpaceId space) {
        for (int i = random.nextInt(300); i > 0; i--) {
            final AtomCode fact = Samples.fact(random.nextInt(200));
            if (random.nextInt(3) == 0) {
                environment.remove(space, fact);
            } else {
                environment.add(space, fact);
            }
        }
    }

    private Map<AtomCode, Long> counts(SpaceId space) {
        final Map<AtomCode, Long> counts = new TreeMap<>();
        atoms(space).forEach(atom -> counts.put(atom.code(), atom.count()));
        return counts;
    }

    private static Map<AtomCode, Long> united(
            Map<AtomCode, Long> base, Map<AtomCode, Long> left, Map<AtomCode, Long> right) {
        final Map<AtomCode, Long> united = new TreeMap<>(left);
        final Map<AtomCode, Long> all = new TreeMap<>(base);
        all.putAll(right);
        for (final AtomCode atom : all.keySet()) {
            final long count = left.getOrDefault(atom, 0L) + right.getOrDefault(atom, 0L) - base.getOrDefault(atom, 0L);
            if (count > 0) {
                united.put(atom, count);
            } else {
                united.remove(atom);
            }
        }
        return united;
    }
}
