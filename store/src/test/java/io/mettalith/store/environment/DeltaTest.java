package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.texts;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.AtomCount;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeltaTest {
    private static final ContentHash BASE = new ContentHash(1, 2);
    private static final SpaceId OTHER = new SpaceId(7, 1);

    private final List<Environment> open = new ArrayList<>();
    private final Environment base = opened(Environment.create());

    private Environment opened(Environment environment) {
        open.add(environment);
        return environment;
    }

    private Environment fork() {
        return opened(base.fork());
    }

    @AfterEach
    void close() {
        open.forEach(Environment::close);
    }

    /* ---------------- Making ---------------- */

    @Test
    void sameEnvironmentGivesTheEmptyDelta() {
        base.add(atom("a"));
        final Delta delta = Delta.between(base, base);
        assertThat(delta.isEmpty()).isTrue();
        assertThat(delta.size()).isZero();
        assertThat(delta).isEqualTo(Delta.empty(base.id())).isEqualTo(Delta.between(base, fork()));
    }

    @Test
    void visitorSeesSignedCountsBySpaceAndAtom() {
        base.add(atom("gone"));
        base.add(atom("gone"));
        final SpaceId old = base.newSpace();
        final Environment fork = fork();
        fork.remove(atom("gone"));
        fork.add(atom("come", "$x"));
        fork.add(atom("come", "$x"));
        fork.add(old, atom("c"));
        final SpaceId made = fork.newSpace();
        final Delta delta = Delta.between(base, fork);
        final List<String> seen = new ArrayList<>();
        delta.forEach(new Delta.Visitor() {
            @Override
            public void atom(SpaceId space, AtomCode atom, long count) {
                seen.add(space + " " + atom + " " + count);
            }

            @Override
            public void space(SpaceId space, long count) {
                seen.add(space + " " + count);
            }
        });
        assertThat(seen).containsExactlyInAnyOrder("&self (gone) -1", "&self (come $x) 2", old + " (c) 1", made + " 1");
        assertThat(delta.size()).isEqualTo(3);
        delta.negate().forEach((space, atom, count) -> assertThat(count).isIn(1L, -2L, -1L));
    }

    @Test
    void definitionThatWasTakenOutAndMadeAnewIsAnEntryThoughItsCountIsTheSame() {
        base.add(rule(atom("f"), "1"));
        base.add(rule(atom("f"), "2"));
        final Environment fork = fork();
        fork.remove(rule(atom("f"), "1"));
        fork.add(rule(atom("f"), "1"));
        final Delta delta = Delta.between(base, fork);
        final Map<AtomCode, Long> seen = new HashMap<>();
        delta.forEach((space, atom, count) -> seen.put(atom, count));
        assertThat(seen).containsExactly(Map.entry(rule(atom("f"), "1"), 0L));
        final Environment target = fork();
        assertThat(target.apply(delta)).isEqualTo(new UnionReport(UnionReport.Outcome.MERGED, 0, 0, 0, List.of()));
        assertThat(rules(target)).containsExactly("(= (f) 2)", "(= (f) 1)");
    }

    @Test
    void baseIsTheSameForAllDeltasOfItAndAnotherForOthers() {
        base.add(atom("a"));
        final Environment one = fork();
        one.add(atom("b"));
        final Environment two = fork();
        two.add(atom("c"));
        assertThat(Delta.between(base, one).base())
                .isEqualTo(Delta.between(base, two).base())
                .isEqualTo(base.id())
                .isNotEqualTo(Delta.between(one, two).base());
    }

    /* ---------------- Environment ids ---------------- */

    @Test
    void idIsThatOfASnapshotAndTheSameInWhateverWasCheckedOutFromIt() {
        IntStream.range(0, 3000).forEach(i -> base.add(atom("edge", "n" + i)));
        base.add(base.newSpace(), rule(atom("f"), "1"));
        base.newState(word("a"));
        final ContentHash before = base.id();
        try (SegmentStore store = SegmentStore.inMemory();
                SegmentStore otherStore = SegmentStore.inMemory()) {
            assertThat(store.commit("main", base).snapshot()).isEqualTo(before).isEqualTo(base.id());
            final Environment one = opened(store.checkout("main", 1));
            assertThat(one.id()).isEqualTo(before);
            assertThat(opened(store.checkout(before.toHex(), 2)).id()).isEqualTo(before);
            assertThat(otherStore.commit("copy", one).snapshot()).isEqualTo(before);
            one.add(atom("b"));
            assertThat(one.id()).isNotEqualTo(before);
            one.remove(atom("b"));
            assertThat(Image.of(one)).isEqualTo(Image.of(base));
        }
    }

    @Test
    void whatWasHashedWithoutBeingStoredIsStoredByALaterCommitWithAllBelow() {
        IntStream.range(0, 20_000).forEach(i -> base.add(atom("edge", "node" + i % 97, "node" + i)));
        base.id();
        final Environment fork = fork();
        fork.add(atom("edge", "last"));
        fork.id();
        try (SegmentStore store = SegmentStore.inMemory()) {
            store.commit("fork", fork);
            final Environment read = opened(store.checkout("fork"));
            assertThat(Image.of(read)).isEqualTo(Image.of(fork));
            store.commit("main", base);
            assertThat(Image.of(opened(store.checkout("main")))).isEqualTo(Image.of(base));
        }
    }

    @Test
    void idLeavesNoMarkInTheHistory() {
        final Environment other = opened(Environment.create());
        base.id();
        Delta.between(base, base);
        final SpaceId space = fork().newSpace();
        assertThat(opened(other.fork()).newSpace()).isEqualTo(space);
    }

    @Test
    void writesAfterTheIdAreNotInWhatWasHashed() {
        base.add(atom("a"));
        final ContentHash id = base.id();
        base.add(atom("b"));
        assertThat(base.id()).isNotEqualTo(id);
    }

    @Test
    void hashMadeInAForkIsForgottenWhenItsParentGoesOnWritingInPlace() {
        base.add(atom("a"));
        final ContentHash id;
        try (Environment fork = base.fork()) {
            id = fork.id();
        }
        base.add(atom("b"));
        assertThat(base.id()).isNotEqualTo(id);
        try (SegmentStore store = SegmentStore.inMemory()) {
            store.commit("main", base);
            assertThat(texts(opened(store.checkout("main")))).containsExactly("(a)", "(b)");
        }
    }

    @Test
    void writesDuringAnOpenForkDoNotReachWhatItHashes() {
        IntStream.range(0, 3000).forEach(i -> base.add(atom("edge", "n" + i)));
        final ContentHash id = base.id();
        try (Environment fork = base.fork()) {
            base.add(atom("edge", "n77x"));
            assertThat(fork.id()).isEqualTo(id).isNotEqualTo(base.id());
            base.remove(atom("edge", "n77x"));
            assertThat(Delta.between(fork, base).isEmpty()).isTrue();
        }
    }

    /* ---------------- Group ---------------- */

    @Test
    void clampingOnceIsWhatMakesTheOrderIrrelevant() {
        base.add(atom("a"));
        final Environment removing = fork();
        removing.remove(atom("a"));
        final Environment adding = fork();
        adding.add(atom("a"));
        final Delta minus = Delta.between(base, removing);
        final Delta plus = Delta.between(base, adding);
        assertThat(minus.plus(plus).plus(minus))
                .isEqualTo(minus.plus(minus).plus(plus))
                .isEqualTo(plus.plus(minus).plus(minus))
                .isEqualTo(minus);

        final Environment together = fork();
        assertThat(together.apply(minus.plus(minus).plus(plus)).clamped()).isZero();
        assertThat(together.size()).isZero();
        // Clamped after each step, the order of the steps shows.
        final Environment removalsFirst = fork();
        removalsFirst.apply(minus);
        assertThat(removalsFirst.apply(minus).clamped()).isEqualTo(1);
        removalsFirst.apply(plus);
        assertThat(removalsFirst.size()).isEqualTo(1);
        final Environment additionBetween = fork();
        additionBetween.apply(minus);
        additionBetween.apply(plus);
        additionBetween.apply(minus);
        assertThat(additionBetween.size()).isZero();
    }

    @Test
    void whatCancelsLeavesNothing() {
        final Environment fork = fork();
        fork.add(fork.newSpace(), rule(atom("f"), "1"));
        fork.newState(word("a"));
        final Delta delta = Delta.between(base, fork);
        assertThat(delta.isEmpty()).isFalse();
        assertThat(delta.minus(delta)).isEqualTo(Delta.empty(base.id()));
        assertThat(delta.negate().negate()).isEqualTo(delta);
    }

    @Test
    void numbersWrapAround() {
        final AtomCode fact = atom("a");
        final Delta half = Delta.fromBytes(new RawDelta(1)
                .space(OTHER, Long.MIN_VALUE, 1)
                .entry(fact, Long.MIN_VALUE)
                .seal());
        assertThat(half.plus(half).isEmpty()).isTrue();
        assertThat(half.negate()).isEqualTo(half);
    }

    @Test
    void deltasOfDifferentBasesAreNotAdded() {
        final Delta left = Delta.empty(BASE);
        final Delta right = Delta.empty(new ContentHash(3, 4));
        assertThatThrownBy(() -> left.plus(right))
                .isInstanceOf(UnrelatedDeltasException.class)
                .isInstanceOf(DeltaException.class)
                .hasMessage("only deltas of one base can be added: leftBase=" + left.base() + ", rightBase="
                        + right.base() + "; apply them one after the other, or make both from the same snapshot");
        assertThatThrownBy(() -> left.minus(right)).isInstanceOf(UnrelatedDeltasException.class);
    }

    @Test
    void equalityIsThatOfBytes() {
        final Environment fork = fork();
        fork.add(atom("a"));
        final Delta delta = Delta.between(base, fork);
        final Delta same = Delta.fromBytes(delta.toBytes());
        assertThat(same).isEqualTo(delta).hasSameHashCodeAs(delta).isEqualTo(same);
        assertThat(delta).isNotEqualTo(delta.negate()).isNotEqualTo(null).isNotEqualTo("delta");
        assertThat(delta)
                .hasToString("Delta[base=" + base.id() + ", size=1, lengthBytes=" + delta.toBytes().length + "]");
    }

    @Test
    void bytesGivenAndTakenAreCopies() {
        final Delta delta = Delta.empty(BASE);
        final byte[] bytes = delta.toBytes();
        final Delta read = Delta.fromBytes(bytes);
        bytes[5] = 99;
        delta.toBytes()[5] = 99;
        assertThat(Delta.fromBytes(read.toBytes())).isEqualTo(delta);
    }

    /* ---------------- Applying ---------------- */

    @Test
    void emptyDeltaChangesNothingAndCopiesNothing() {
        base.add(atom("a"));
        final Environment target = fork();
        assertThat(target.apply(Delta.empty(BASE)).outcome()).isEqualTo(UnionReport.Outcome.LEFT);
        assertThat(target.isUnmodified()).isTrue();
    }

    @Test
    void targetNeedNotEqualTheBase() {
        base.add(atom("a"));
        base.add(atom("a"));
        final Environment fork = fork();
        fork.remove(atom("a"));
        fork.remove(atom("a"));
        fork.add(atom("b"));
        final Environment target = opened(Environment.create());
        target.add(atom("a"));
        target.add(atom("b"));
        target.add(atom("c"));
        final UnionReport report = target.apply(Delta.between(base, fork));
        assertThat(texts(target)).containsExactly("(b)*2", "(c)");
        assertThat(report).isEqualTo(new UnionReport(UnionReport.Outcome.MERGED, 1, 1, 1, List.of()));
    }

    @Test
    void newDefinitionsComeAfterTheTargetsInTheOrderTheyHave() {
        base.add(rule(atom("f"), "b"));
        final Environment fork = fork();
        for (final String right : List.of("z", "y", "x")) {
            fork.add(rule(atom("f"), right));
        }
        final Environment target = fork();
        target.add(rule(atom("f"), "m"));
        target.add(rule(atom("f"), "y"));
        target.apply(Delta.between(base, fork));
        assertThat(rules(target)).containsExactly("(= (f) b)", "(= (f) m)", "(= (f) y)", "(= (f) z)", "(= (f) x)");
        assertThat(target.count(rule(atom("f"), "y"))).isEqualTo(2);
    }

    @Test
    void definitionsOfSiblingsAreOrderedByTheirMeanPlaceAndThenByCode() {
        final Environment left = fork();
        final Environment right = fork();
        for (final String word : List.of("c", "a", "both")) {
            left.add(rule(atom("f"), word));
        }
        for (final String word : List.of("b", "both", "d")) {
            right.add(rule(atom("f"), word));
        }
        final Delta sum = Delta.between(base, right).plus(Delta.between(base, left));
        base.apply(sum);
        // Places: b 0, c 0, a 1, both (2 + 1) / 2, d 2.
        assertThat(rules(base)).containsExactly("(= (f) b)", "(= (f) c)", "(= (f) a)", "(= (f) both)", "(= (f) d)");
        assertThat(base.count(rule(atom("f"), "both"))).isEqualTo(2);
    }

    @Test
    void movedDefinitionThatTheTargetLacksComesLikeANewOne() {
        base.add(rule(atom("f"), "1"));
        final Environment fork = fork();
        fork.remove(rule(atom("f"), "1"));
        fork.add(rule(atom("f"), "2"));
        fork.add(rule(atom("f"), "1"));
        fork.add(rule(atom("f"), "1"));
        final Environment target = opened(Environment.create());
        target.apply(Delta.between(base, fork));
        assertThat(rules(target)).containsExactly("(= (f) 2)", "(= (f) 1)");
        final Environment same = fork();
        same.apply(Delta.between(base, fork));
        assertThat(Image.of(same)).isEqualTo(Image.of(fork));
    }

    @Test
    void movedDefinitionThatAnotherRemovedIsGone() {
        base.add(rule(atom("f"), "1"));
        final Environment moving = fork();
        moving.remove(rule(atom("f"), "1"));
        moving.add(rule(atom("f"), "1"));
        final Environment removing = fork();
        removing.remove(rule(atom("f"), "1"));
        final Delta sum = Delta.between(base, moving).plus(Delta.between(base, removing));
        assertThat(base.apply(sum).removed()).isEqualTo(1);
        assertThat(base.size()).isZero();
    }

    @Test
    void moveThatWasTakenBackMovesNothing() {
        base.add(rule(atom("f"), "1"));
        base.add(rule(atom("f"), "2"));
        final Environment fork = fork();
        fork.remove(rule(atom("f"), "1"));
        fork.add(rule(atom("f"), "1"));
        base.apply(Delta.between(base, fork).negate());
        assertThat(rules(base)).containsExactly("(= (f) 1)", "(= (f) 2)");
    }

    @Test
    void negatedDeltaRestoresDefinitionsInTheOrderTheyHad() {
        base.add(rule(atom("f"), "stays"));
        base.add(rule(atom("f"), "z"));
        base.add(rule(atom("f"), "a"));
        final Environment fork = fork();
        fork.remove(rule(atom("f"), "a"));
        fork.remove(rule(atom("f"), "z"));
        fork.apply(Delta.between(base, fork).negate());
        assertThat(Image.of(fork)).isEqualTo(Image.of(base));
    }

    @Test
    void rulesAndTypesGetNewVersions() {
        final Environment fork = fork();
        fork.add(rule(atom("f"), "1"));
        final long before = base.rulesVersion(SpaceId.MAIN);
        base.apply(Delta.between(base, fork));
        assertThat(base.rulesVersion(SpaceId.MAIN)).isNotEqualTo(before);
    }

    @Test
    void openCursorDoesNotSeeWhatIsApplied() {
        base.add(atom("a"));
        final Environment fork = fork();
        fork.add(atom("b"));
        final Delta delta = Delta.between(base, fork);
        base.add(atom("c"));
        try (Cursor cursor = base.atoms(SpaceId.MAIN)) {
            base.apply(delta);
            assertThat(texts(cursor)).containsExactly("(a)", "(c)");
        }
        assertThat(texts(base)).containsExactly("(a)", "(b)", "(c)");
    }

    @Test
    void deltaThatWouldOverflowACountIsRefusedBeforeAnythingChanges() {
        final Delta huge = Delta.fromBytes(new RawDelta(2)
                .space(SpaceId.MAIN, 0, 2)
                .entry(atom("a"), 1)
                .entry(word("b"), AtomCount.MAX - 1)
                .space(OTHER, 0, 1)
                .entry(atom("a"), Long.MIN_VALUE)
                .seal());
        assertThat(fork().apply(huge).added()).isEqualTo(2);
        base.add(atom("c"));
        assertThatThrownBy(() -> base.apply(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("space too large for the delta: space=&self, copiesToAdd=" + (AtomCount.MAX - 1)
                        + ", roomForCopies=" + (AtomCount.MAX - 2));
        assertThat(texts(base)).containsExactly("(c)");
    }

    @Test
    void applyingToAClosedEnvironmentNamesIt() {
        final Environment closed = Environment.create();
        closed.close();
        assertThatThrownBy(() -> closed.apply(Delta.empty(BASE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used after close");
        assertThatThrownBy(closed::id).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Delta.between(base, closed)).isInstanceOf(IllegalStateException.class);
    }

    /* ---------------- Spaces ---------------- */

    @Test
    void spacesArriveEvenWhenEmpty() {
        final Environment fork = fork();
        final SpaceId empty = fork.newSpace();
        final SpaceId full = fork.forkSpace(SpaceId.MAIN);
        fork.add(full, atom("a"));
        final Delta delta = Delta.between(base, fork);
        base.apply(delta);
        assertThat(base.spaces()).contains(empty, full);
        assertThat(base.size(full)).isEqualTo(1);
        assertThat(base.apply(delta).added()).isEqualTo(1);
        assertThat(base.size(full)).isEqualTo(2);
    }

    @Test
    void spaceThatIsTakenBackGoesUnlessItHoldsAtoms() {
        final Environment fork = fork();
        final SpaceId first = fork.newSpace();
        final SpaceId second = fork.newSpace();
        fork.add(first, atom("a"));
        final Delta back = Delta.between(base, fork).negate();
        fork.add(second, atom("b"));
        fork.apply(back);
        assertThat(fork.spaces()).containsExactly(SpaceId.MAIN, second);
        assertThat(Delta.between(fork, base).plus(Delta.between(fork, fork)).size())
                .isEqualTo(1);
        base.apply(back);
        assertThat(base.spaces()).containsExactly(SpaceId.MAIN);
    }

    @Test
    void spaceOfTheBaseThatTheTargetLacksIsMadeIfItGetsAtoms() {
        final SpaceId space = base.newSpace();
        base.add(space, atom("old"));
        final Environment adding = fork();
        adding.add(space, atom("new"));
        final Environment removing = fork();
        removing.remove(space, atom("old"));
        final Environment target = opened(Environment.create());
        assertThat(target.apply(Delta.between(base, removing)).clamped()).isEqualTo(1);
        assertThat(target.spaces()).containsExactly(SpaceId.MAIN);
        target.apply(Delta.between(base, adding));
        assertThat(texts(target.atoms(space))).containsExactly("(new)");
    }

    /* ---------------- States and tokens ---------------- */

    @Test
    void deltasValueWinsOverWhatTheTargetHad() {
        final StateId state = base.newState(word("old"));
        base.bind("t", word("old"));
        final Environment fork = fork();
        fork.changeState(state, word("a"));
        fork.bind("t", word("b"));
        final Delta delta = Delta.between(base, fork);
        base.changeState(state, word("z"));
        base.bind("t", word("z"));
        final UnionReport report = base.apply(delta);
        assertThat(base.state(state)).contains(word("a"));
        assertThat(base.binding("t")).contains(word("b"));
        assertThat(report.conflicts())
                .extracting(UnionReport.Conflict::left, UnionReport.Conflict::right)
                .containsExactly(tuple("z", "a"), tuple("z", "b"));
        assertThat(base.bindings()).hasSize(1);
    }

    @Test
    void ofSeveralValuesInTheDeltaTheGreatestWins() {
        final StateId state = base.newState(word("old"));
        final StateId other = base.newState(word("old"));
        Delta sum = Delta.empty(base.id());
        for (final String value : List.of("b", "c", "a")) {
            final Environment fork = fork();
            fork.changeState(state, word(value));
            fork.changeState(other, word("same"));
            sum = sum.plus(Delta.between(base, fork));
        }
        final UnionReport report = base.apply(sum);
        assertThat(base.state(state)).contains(word("c"));
        assertThat(base.state(other)).contains(word("same"));
        assertThat(report.conflicts())
                .extracting(UnionReport.Conflict::left, UnionReport.Conflict::right)
                .containsExactly(tuple("a", "c"), tuple("b", "c"));
        assertThat(Image.of(base).counts().get(SpaceId.REGISTRY)).hasSize(2).containsValue(1L);
    }

    @Test
    void cellsOfSiblingsArriveTogether() {
        final Environment left = fork();
        final Environment right = fork();
        final StateId one = left.newState(word("$x"));
        final StateId two = right.newState(word("b"));
        base.apply(Delta.between(base, left).plus(Delta.between(base, right)));
        assertThat(base.state(one)).contains(word("$x"));
        assertThat(base.state(two)).contains(word("b"));
    }

    /* ---------------- Between processes ---------------- */

    @Test
    void workersOfOneSnapshotReduceTheirDeltasInAnyTree() {
        base.add(rule(atom("f"), "base"));
        final StateId state = base.newState(word("old"));
        try (SegmentStore store = SegmentStore.inMemory()) {
            final ContentHash snapshot = store.commit("main", base).snapshot();
            final List<byte[]> received = new ArrayList<>();
            for (int branch = 0; branch < 4; branch++) {
                final Environment worker = opened(store.checkout("main", branch));
                final Environment fork = opened(worker.fork());
                fork.add(fork.newSpace(), atom("in", "space" + branch));
                fork.add(rule(atom("f"), "worker" + branch));
                fork.changeState(state, word("worker" + branch));
                received.add(Delta.between(worker, fork).toBytes());
            }
            final List<Delta> deltas = received.stream().map(Delta::fromBytes).toList();
            assertThat(deltas).extracting(Delta::base).containsOnly(snapshot);
            final Delta left =
                    deltas.get(0).plus(deltas.get(1)).plus(deltas.get(2)).plus(deltas.get(3));
            final Delta tree =
                    deltas.get(3).plus(deltas.get(1)).plus(deltas.get(2).plus(deltas.get(0)));
            assertThat(tree.toBytes()).isEqualTo(left.toBytes());
            final Environment target = opened(store.checkout("main", 9));
            final UnionReport report = target.apply(tree);
            assertThat(target.spaces()).hasSize(5);
            assertThat(rules(target)).hasSize(5).startsWith("(= (f) base)", "(= (f) worker0)");
            assertThat(target.state(state)).contains(word("worker3"));
            assertThat(report.conflicts()).hasSize(3);
        }
    }

    /* ---------------- Bytes ---------------- */

    @Test
    void layoutIsAsDescribed() {
        final AtomCode first = rule(atom("f"), "1");
        final AtomCode second = rule(atom("f"), "$y");
        final Delta delta = Delta.fromBytes(new RawDelta(2)
                .space(SpaceId.MAIN, 0, 2)
                .entry(second, -3)
                .entry(
                        first.length() - 2,
                        2,
                        Arrays.copyOfRange(first.toByteArray(), first.length() - 2, first.length()),
                        1,
                        0,
                        300)
                .space(OTHER, 2, 0)
                .seal());
        final byte[] bytes = delta.toBytes();
        assertThat(Arrays.copyOf(bytes, 16))
                .containsExactly('M', 'D', 'L', 'T', 1, 0, 0, 0, bytes.length, 0, 0, 0, 2, 0, 0, 0);
        assertThat(delta.plus(Delta.empty(delta.base()))).isEqualTo(delta);
        assertThat(delta.size()).isEqualTo(2);
        assertThat(Delta.empty(BASE).toBytes()).hasSize(36);
    }

    @Test
    void layoutOfAnotherVersionIsTooOldOrTooNew() {
        assertThatThrownBy(() -> Delta.fromBytes(withVersion(2)))
                .isInstanceOf(DeltaTooNewException.class)
                .hasMessage("delta of a later layout: version=2, newestVersion=1; read it with a later release");
        assertThatThrownBy(() -> Delta.fromBytes(withVersion(0)))
                .isInstanceOf(DeltaTooOldException.class)
                .hasMessage("delta of an earlier layout: version=0, oldestVersion=1;"
                        + " have it made again by this release");
    }

    private static byte[] withVersion(int version) {
        final byte[] bytes = Delta.empty(BASE).toBytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, version);
        return bytes;
    }

    @Test
    void eachRuleOfTheLayoutIsChecked() {
        final AtomCode a = atom("a");
        final AtomCode b = atom("b");
        refuses(new byte[35], "a delta has at least 36 bytes");
        refuses(new byte[36], "the header is as described");
        refuses(Arrays.copyOf(Delta.empty(BASE).toBytes(), 40), "the header is as described");
        refuses(new RawDelta(-1), "a space is whole");
        refuses(new RawDelta(1).bytes(new byte[27]), "a space is whole");
        refuses(new RawDelta(0).bytes(0), "nothing follows the last space");
        refuses(new RawDelta(1).space(OTHER, 0, 0), "a space says something");
        refuses(new RawDelta(1).space(OTHER, 1, -1), "a space says something");
        refuses(new RawDelta(1).space(SpaceId.MAIN, 1, 0), "the main space is neither made nor removed");
        refuses(new RawDelta(2).space(OTHER, 1, 0).space(OTHER, 1, 0), "spaces ascend");
        refuses(main(2).entry(a, 1), "a number is whole");
        refuses(main(1).entry(a, 0), "an entry says something");
        refuses(main(1).entry(rule(a, "1"), 1, 0, 0), "a place says something");
        refuses(main(1).entry(a, 1, 1, 1), "definitions alone have a place");
        refuses(main(1).entry(0, 1, a.toByteArray(), 1), "an entry tells atoms with variables");
        refuses(main(1).entry(0, 0, atom("$x").toByteArray(), 1), "an entry tells atoms with variables");
        refuses(main(1).entry(1, 0, a.toByteArray(), 1), "codes share less than the one before has");
        refuses(main(2).entry(a, 1).entry(3, 0, new byte[] {1}, 1), "codes share less than the one before has");
        refuses(main(2).entry(a, 1).entry(b, 1), "codes ascend");
        refuses(main(2).entry(b, 1).entry(2, 0, new byte[] {'a'}, 1), "codes ascend");
        refuses(main(1).varint(0).varint(0), "a code is whole");
        refuses(main(1).varint(0).varint(3).bytes('a'), "a code is whole");
        refuses(main(1).varint(0).varint(-1), "a code is whole");
        refuses(main(1).entry(0, 0, new byte[] {0x41}, 1), "an entry has an atom: atom code");
        refuses(main(1).bytes(0x80, 0), "a number has its shortest form");
        refuses(main(1).bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 2), "a number has at most 64 bits");
        refuses(main(1).bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 129), "a number has at most 10 bytes");
        for (final AtomCode other :
                List.of(word("x"), atom("state", "x", "y"), atom("token", "x", "y"), atom("state"))) {
            refuses(
                    new RawDelta(1).space(SpaceId.REGISTRY, 0, 1).entry(other, 1),
                    "the registry holds states and tokens alone");
        }
    }

    private static RawDelta main(int entries) {
        return new RawDelta(1).space(SpaceId.MAIN, 0, entries);
    }

    private static void refuses(RawDelta delta, String rule) {
        refuses(delta.seal(), rule);
    }

    private static void refuses(byte[] bytes, String rule) {
        assertThatThrownBy(() -> Delta.fromBytes(bytes))
                .isInstanceOf(DeltaDamagedException.class)
                .hasMessageStartingWith("delta damaged: " + rule)
                .hasMessageEndingWith("; have it made or sent again");
    }

    @Test
    void longCodesAndManyEntriesFit() {
        final Environment fork = fork();
        for (int i = 0; i < 300; i++) {
            fork.add(atom("x".repeat(1 + i * 7), "$v"));
        }
        final Delta delta = Delta.between(base, fork);
        assertThat(Delta.fromBytes(delta.toBytes())).isEqualTo(delta);
        assertThat(delta.size()).isEqualTo(300);
        base.apply(delta.plus(delta));
        assertThat(base.size()).isEqualTo(600);
    }

    private static List<String> rules(Environment environment) {
        return environment.rules(word("f"), 0).stream()
                .map(rule -> rule.code().toString())
                .toList();
    }
}
