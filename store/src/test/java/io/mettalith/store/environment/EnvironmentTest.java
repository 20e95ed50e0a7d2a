package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.texts;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.SegmentMemory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private final Environment base = Environment.create();

    @AfterEach
    void close() {
        base.close();
    }

    /* ---------------- Fork ---------------- */

    @Test
    void forkDoesNotSeeLaterWritesOfItsParent() {
        base.add(atom("a"));
        try (Environment fork = base.fork()) {
            base.add(atom("b"));
            base.remove(atom("a"));
            assertThat(texts(fork)).containsExactly("(a)");
            assertThat(texts(base)).containsExactly("(b)");
        }
    }

    @Test
    void parentDoesNotSeeWritesOfItsFork() {
        base.add(atom("a"));
        try (Environment fork = base.fork()) {
            fork.add(atom("b"));
            fork.remove(atom("a"));
            assertThat(texts(base)).containsExactly("(a)");
            assertThat(texts(fork)).containsExactly("(b)");
        }
    }

    @Test
    void forksOfForksAreIsolatedFromEachOther() {
        try (Environment one = base.fork();
                Environment two = one.fork();
                Environment three = one.fork()) {
            two.add(atom("two"));
            three.add(atom("three"));
            one.add(atom("one"));
            assertThat(texts(one)).containsExactly("(one)");
            assertThat(texts(two)).containsExactly("(two)");
            assertThat(texts(three)).containsExactly("(three)");
            assertThat(base.size()).isZero();
        }
    }

    @Test
    void firstWriteAfterAForkCopiesOneSegmentAndLaterOnesNone() {
        for (int i = 0; i < 5000; i++) {
            base.add(atom("edge", "node" + i));
        }
        try (Environment fork = base.fork()) {
            fork.add(atom("edge", "node77x"));
            assertThat(fork.segmentsCopied()).isEqualTo(1);
            fork.add(atom("edge", "node77y"));
            assertThat(fork.segmentsCopied()).isEqualTo(1);
        }
    }

    @Test
    void afterMakeOwnedNoWriteCopies() {
        for (int i = 0; i < 5000; i++) {
            base.add(atom("edge", "node" + i));
        }
        try (Environment fork = base.fork()) {
            fork.makeOwned();
            final long copied = fork.segmentsCopied();
            for (int i = 0; i < 5000; i++) {
                fork.add(atom("edge", "node" + i));
            }
            assertThat(fork.segmentsCopied()).isEqualTo(copied);
            assertThat(base.size()).isEqualTo(5000);
        }
    }

    @Test
    void aForkIsUnmodifiedUntilItsFirstWrite() {
        base.add(atom("a"));
        try (Environment fork = base.fork()) {
            assertThat(fork.isUnmodified()).isTrue();
            fork.add(atom("b"));
            assertThat(fork.isUnmodified()).isFalse();
        }
        try (Environment fork = base.fork()) {
            fork.newSpace();
            assertThat(fork.isUnmodified()).isFalse();
        }
    }

    @Test
    void closingAForkThatWasNotSharedFreesItsMemoryAtOnce() throws InterruptedException {
        base.add(atom("a"));
        final long before = Sample.settledBytes();
        try (Environment fork = base.fork()) {
            fork.add(atom("b"));
            assertThat(SegmentMemory.allocatedBytes()).isGreaterThan(before);
        }
        assertThat(SegmentMemory.allocatedBytes()).isEqualTo(before);
    }

    @Test
    void useAfterCloseNamesTheEnvironment() {
        final Environment environment = Environment.create();
        environment.close();
        environment.close();
        assertThatThrownBy(() -> environment.add(atom("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used after close");
        assertThatThrownBy(environment::fork).isInstanceOf(IllegalStateException.class);
    }

    /* ---------------- Union ---------------- */

    @Test
    void unionAddsWhatTheForkDidAndKeepsWhatTheParentDid() {
        base.add(atom("common"));
        base.add(atom("gone"));
        try (Environment fork = base.fork()) {
            fork.add(atom("fork"));
            fork.remove(atom("gone"));
            base.add(atom("parent"));
            final UnionReport report = base.union(fork);
            assertThat(report.outcome()).isEqualTo(UnionReport.Outcome.MERGED);
            assertThat(report.added()).isEqualTo(1);
            assertThat(report.removed()).isEqualTo(1);
            assertThat(texts(base)).containsExactlyInAnyOrder("(common)", "(fork)", "(parent)");
        }
    }

    @Test
    void unitingWithAnEarlierPointThanTheOneUnitedWithTakesNothingBack() {
        try (Environment fork = base.fork()) {
            fork.add(atom("a"));
            final Version<Root> earlier = fork.handOutBranched();
            fork.add(atom("b"));
            base.union(fork);
            assertThat(base.union(earlier, false, UnionMode.SUM).outcome()).isEqualTo(UnionReport.Outcome.LEFT);
            assertThat(texts(base)).containsExactly("(a)", "(b)");
        }
    }

    @Test
    void unitingTheSameForkAgainAddsNothing() {
        try (Environment fork = base.fork()) {
            fork.add(atom("a"));
            base.add(atom("b"));
            base.union(fork);
            assertThat(base.union(fork).outcome()).isEqualTo(UnionReport.Outcome.LEFT);
            assertThat(texts(base)).containsExactly("(a)", "(b)");
            fork.add(atom("a"));
            base.union(fork);
            assertThat(texts(base)).containsExactly("(a)*2", "(b)");
        }
    }

    @Test
    void whatBothSidesDidAlikeCountsOnceAndInASumAllCounts() {
        final long[][] baseLeftRightOnceSum = {
            {0, 1, 1, 1, 2},
            {1, 2, 2, 2, 3},
            {1, 3, 2, 3, 4},
            {2, 1, 1, 1, 0},
            {3, 0, 2, 0, 0},
            {2, 1, 3, 2, 2},
            {2, 3, 0, 1, 1},
            {1, 1, 2, 2, 2},
            {1, 2, 1, 2, 2},
            {1, 0, 0, 0, 0}
        };
        for (final long[] counts : baseLeftRightOnceSum) {
            for (final UnionMode mode : UnionMode.values()) {
                try (Environment left = Environment.create()) {
                    setCount(left, counts[0]);
                    try (Environment right = left.fork()) {
                        setCount(left, counts[1]);
                        setCount(right, counts[2]);
                        left.union(right, mode);
                        assertThat(left.count(atom("a")))
                                .as("%s %s", mode, Arrays.toString(counts))
                                .isEqualTo(counts[mode == UnionMode.SUM ? 4 : 3]);
                        assertThat(left.union(right, mode).outcome()).isEqualTo(UnionReport.Outcome.LEFT);
                    }
                }
            }
        }
    }

    private static void setCount(Environment environment, long count) {
        while (environment.count(atom("a")) < count) {
            environment.add(atom("a"));
        }
        while (environment.count(atom("a")) > count) {
            environment.remove(atom("a"));
        }
    }

    @Test
    void ruleThatIsDefinedAgainComesLastWhetherTheParentWasWrittenOrNot() {
        for (final boolean written : new boolean[] {false, true}) {
            try (Environment left = Environment.create()) {
                for (int i = 0; i < 5; i++) {
                    left.add(rule(atom("f", "x"), "n" + i));
                }
                left.id();
                try (Environment right = left.fork()) {
                    right.remove(rule(atom("f", "x"), "n1"));
                    right.remove(rule(atom("f", "x"), "n3"));
                    right.add(rule(atom("f", "x"), "n3"));
                    right.add(rule(atom("f", "x"), "n5"));
                    right.remove(rule(atom("f", "x"), "n4"));
                    right.add(rule(atom("f", "x"), "n4"));
                    right.id();
                    if (written) {
                        left.add(atom("fact"));
                    }
                    left.union(right);
                    assertThat(left.rules(AtomCode.symbol("f"), 1))
                            .as("written=%s", written)
                            .extracting(StoredAtom::code)
                            .containsExactly(
                                    rule(atom("f", "x"), "n0"),
                                    rule(atom("f", "x"), "n2"),
                                    rule(atom("f", "x"), "n3"),
                                    rule(atom("f", "x"), "n5"),
                                    rule(atom("f", "x"), "n4"));
                }
            }
        }
    }

    @Test
    void whatOneSideRemovesAndTheOtherOnlyDefinesAgainIsGone() {
        for (final UnionMode mode : UnionMode.values()) {
            try (Environment left = Environment.create()) {
                left.add(rule(atom("f", "x"), "old"));
                left.add(rule(atom("f", "x"), "other"));
                try (Environment right = left.fork()) {
                    right.remove(rule(atom("f", "x"), "old"));
                    right.add(rule(atom("f", "x"), "old"));
                    left.remove(rule(atom("f", "x"), "old"));
                    left.union(right, mode);
                    assertThat(left.rules(AtomCode.symbol("f"), 1))
                            .extracting(StoredAtom::code)
                            .containsExactly(rule(atom("f", "x"), "other"));
                }
            }
        }
    }

    @Test
    void removingTheSameCopyOnBothSidesIsReportedAsClamped() {
        base.add(atom("a"));
        try (Environment fork = base.fork()) {
            fork.remove(atom("a"));
            base.remove(atom("a"));
            assertThat(base.union(fork, UnionMode.SUM).clamped()).isEqualTo(1);
            assertThat(base.count(atom("a"))).isZero();
        }
    }

    @Test
    void aSideThatChangedNothingGivesWayWithoutCopying() {
        base.add(atom("a"));
        try (Environment fork = base.fork()) {
            assertThat(base.union(fork).outcome()).isEqualTo(UnionReport.Outcome.LEFT);
            fork.add(atom("b"));
            assertThat(base.union(fork).outcome()).isEqualTo(UnionReport.Outcome.RIGHT);
            assertThat(base.segmentsCopied()).isZero();
            assertThat(texts(base)).containsExactly("(a)", "(b)");
        }
    }

    @Test
    void anEnvironmentUnitedWithItselfIsItself() {
        base.add(atom("a"));
        assertThat(base.union(base).outcome()).isEqualTo(UnionReport.Outcome.LEFT);
        assertThat(base.count(atom("a"))).isEqualTo(1);
    }

    @Test
    void aForkOfAForkMayBeUnitedWithTheGrandparent() {
        base.add(atom("base"));
        try (Environment child = base.fork()) {
            child.add(atom("child"));
            try (Environment grandchild = child.fork()) {
                grandchild.add(atom("grandchild"));
                child.add(atom("later"));
                base.union(grandchild);
                assertThat(texts(base)).containsExactlyInAnyOrder("(base)", "(child)", "(grandchild)");
            }
            base.union(child);
            assertThat(texts(base)).containsExactlyInAnyOrder("(base)", "(child)", "(grandchild)", "(later)");
        }
    }

    @Test
    void handlesThatHaveUnitedWithEachOtherUniteFurther() {
        try (Environment left = base.fork();
                Environment right = base.fork()) {
            left.add(atom("l1"));
            right.add(atom("r1"));
            try (Environment leftBefore = left.fork()) {
                left.union(right);
                right.union(leftBefore);
            }
            left.add(atom("l2"));
            right.add(atom("r2"));
            left.union(right);
            assertThat(texts(left)).containsExactlyInAnyOrder("(l1)", "(l2)", "(r1)", "(r2)");
        }
    }

    @Test
    void unrelatedEnvironmentsAreRefusedUnlessAllowed() {
        base.add(atom("a"));
        try (Environment stranger = Environment.create()) {
            stranger.add(atom("a"));
            assertThatThrownBy(() -> base.union(stranger))
                    .isInstanceOf(UnrelatedEnvironmentsException.class)
                    .hasMessageContaining("common ancestor");
            base.unionUnrelated(stranger);
            assertThat(base.count(atom("a"))).isEqualTo(1);
        }
    }

    /* ---------------- Definitions ---------------- */

    @Test
    void rulesComeInOrderOfDefinitionWithTheirCounts() {
        base.add(rule(atom("f", "z"), "first"));
        base.add(rule(atom("f", "a"), "second"));
        base.add(rule(atom("f", "z"), "first"));
        base.add(rule(atom("f", "a", "b"), "other arity"));
        base.add(rule(atom("g", "a"), "other head"));
        assertThat(base.rules(AtomCode.symbol("f"), 1))
                .extracting(rule -> rule.code().toString() + "*" + rule.count())
                .containsExactly("(= (f z) first)*2", "(= (f a) second)*1");
    }

    @Test
    void definitionsThatAreNewOnTheRightComeAfterTheLeftsInTheirOrder() {
        base.add(rule(atom("f", "m"), "base"));
        try (Environment fork = base.fork()) {
            fork.add(rule(atom("f", "y"), "right1"));
            fork.add(rule(atom("f", "b"), "right2"));
            base.add(rule(atom("f", "x"), "left"));
            base.union(fork);
            assertThat(base.rules(AtomCode.symbol("f"), 1))
                    .extracting(rule -> rule.code().toString())
                    .containsExactly("(= (f m) base)", "(= (f x) left)", "(= (f y) right1)", "(= (f b) right2)");
        }
    }

    @Test
    void rulesWithoutAHeadAreFoundByArity() {
        base.add(rule(atom("$f", "x"), "by arity"));
        base.add(rule(word("$anything"), "any"));
        base.add(rule(atom("f", "x"), "by head"));
        try (EnvironmentView view = base.view()) {
            assertThat(view.wildcardRules(SpaceId.MAIN, 1)).hasSize(2);
            assertThat(view.wildcardRules(SpaceId.MAIN, 2)).hasSize(1);
        }
    }

    @Test
    void versionsChangeWithTheirPartOnlyAndAreSharedByForks() {
        base.add(rule(atom("f"), "x"));
        final long rules = base.rulesVersion(SpaceId.MAIN);
        final long types = base.typesVersion(SpaceId.MAIN);
        base.add(atom("fact"));
        assertThat(base.rulesVersion(SpaceId.MAIN)).isEqualTo(rules);
        try (Environment fork = base.fork()) {
            assertThat(fork.rulesVersion(SpaceId.MAIN)).isEqualTo(rules);
            fork.add(rule(atom("f"), "y"));
            assertThat(fork.rulesVersion(SpaceId.MAIN)).isNotEqualTo(rules);
            assertThat(base.rulesVersion(SpaceId.MAIN)).isEqualTo(rules);
        }
        base.add(AtomCode.expression(word(":"), word("a"), word("A")));
        assertThat(base.rulesVersion(SpaceId.MAIN)).isEqualTo(rules);
        assertThat(base.typesVersion(SpaceId.MAIN)).isNotEqualTo(types);
    }

    /* ---------------- Spaces, states, tokens ---------------- */

    @Test
    void aForkedSpaceIsIsolatedAndUnitesOnce() {
        base.add(atom("a"));
        final SpaceId fork = base.forkSpace(SpaceId.MAIN);
        base.add(fork, atom("fork"));
        base.add(atom("main"));
        base.remove(fork, atom("a"));
        assertThat(texts(base.atoms(fork))).containsExactly("(fork)");
        base.unionSpace(SpaceId.MAIN, fork);
        base.unionSpace(SpaceId.MAIN, fork);
        assertThat(texts(base)).containsExactly("(fork)", "(main)");
    }

    @Test
    void spacesMadeInSiblingForksKeepTheirNamesApart() {
        try (Environment one = base.fork();
                Environment two = base.fork()) {
            final SpaceId first = one.newSpace();
            final SpaceId second = two.newSpace();
            assertThat(first).isNotEqualTo(second);
            one.add(first, atom("one"));
            two.add(second, atom("two"));
            base.union(one);
            base.union(two);
            assertThat(texts(base.atoms(first))).containsExactly("(one)");
            assertThat(texts(base.atoms(second))).containsExactly("(two)");
            assertThat(base.spaces()).hasSize(3);
        }
    }

    @Test
    void aSpaceThatADeltaTookAwayInAForkIsGoneAfterTheUnion() {
        final SpaceId space;
        final Delta delta;
        try (Environment fork = base.fork()) {
            space = fork.newSpace();
            fork.add(space, atom("a"));
            delta = Delta.between(base, fork);
            base.union(fork);
        }
        assertThat(base.spaces()).contains(space);
        try (Environment fork = base.fork()) {
            fork.apply(delta.negate());
            base.union(fork);
        }
        assertThat(base.spaces()).containsExactly(SpaceId.MAIN);
    }

    @Test
    void aForkedSpaceThatCameByAUnionForksAndUnitesOn() {
        final SpaceId child;
        try (Environment fork = base.fork()) {
            fork.add(atom("a"));
            child = fork.forkSpace(SpaceId.MAIN);
            fork.add(child, atom("b"));
            base.union(fork);
        }
        final SpaceId grandchild = base.forkSpace(child);
        base.add(grandchild, atom("c"));
        base.unionSpace(child, grandchild);
        assertThat(texts(base.atoms(child))).containsExactly("(a)", "(b)", "(c)");
    }

    @Test
    void aSpaceOfTheGrandparentForksInAForkOfAForkThatDidNotTouchIt() {
        base.add(atom("a"));
        final SpaceId child = base.forkSpace(SpaceId.MAIN);
        try (Environment fork = base.fork();
                Environment grandchild = fork.fork()) {
            final SpaceId deep = grandchild.forkSpace(child);
            grandchild.add(deep, atom("deep"));
            grandchild.unionSpace(child, deep);
            assertThat(texts(grandchild.atoms(child))).containsExactly("(a)", "(deep)");
            assertThat(texts(fork.atoms(child))).containsExactly("(a)");
        }
    }

    @Test
    void aSpaceThatTheParentMadeAfterTheForkForksThereAfterAUnion() {
        try (Environment fork = base.fork()) {
            final SpaceId made = base.forkSpace(SpaceId.MAIN);
            base.add(made, atom("made"));
            fork.add(atom("fork"));
            fork.union(base);
            final SpaceId child = fork.forkSpace(made);
            fork.add(child, atom("child"));
            fork.unionSpace(made, child);
            assertThat(texts(fork.atoms(made))).containsExactlyInAnyOrder("(child)", "(made)");
        }
    }

    @Test
    void aClosedEnvironmentIsUnitedWithNothingAndNothingWithIt() {
        final Environment closed = base.fork();
        closed.close();
        assertThat(closed.toString()).contains("closed");
        assertThatThrownBy(() -> base.union(closed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used after close");
        try (Environment fork = base.fork()) {
            fork.add(atom("a"));
            assertThatThrownBy(() -> closed.union(fork))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("used after close");
        }
        base.add(atom("b"));
        assertThat(base.segmentsCopied()).as("nobody holds what was refused").isZero();
    }

    @Test
    void whatIsNotThereIsNamed() {
        final SpaceId nowhere = new SpaceId(7, 7);
        assertThatThrownBy(() -> base.size(nowhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such space: space=" + nowhere);
        final AtomWriter half = new AtomWriter().expression(2).symbol("a");
        assertThatThrownBy(() -> base.add(SpaceId.MAIN, half))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("atom incomplete");
        final AtomWriter whole = half.symbol("b");
        base.add(SpaceId.MAIN, whole);
        assertThat(base.count(SpaceId.MAIN, whole)).isEqualTo(1);
        assertThat(base.contains(SpaceId.MAIN, whole.toAtomCode())).isTrue();
        assertThat(base.remove(SpaceId.MAIN, whole)).isTrue();
        assertThat(base.remove(SpaceId.MAIN, whole)).isFalse();
    }

    @Test
    void unrelatedSpacesAreRefused() {
        final SpaceId one = base.newSpace();
        final SpaceId two = base.newSpace();
        assertThatThrownBy(() -> base.unionSpace(one, two)).isInstanceOf(UnrelatedEnvironmentsException.class);
    }

    @Test
    void statesAndTokensForkAndUnite() {
        final StateId state = base.newState(word("old"));
        base.bind("&t", word("bound"));
        try (Environment fork = base.fork()) {
            fork.changeState(state, word("new"));
            fork.bind("&u", word("other"));
            assertThat(base.state(state)).contains(word("old"));
            assertThat(base.union(fork).conflicts()).isEmpty();
            assertThat(base.state(state)).contains(word("new"));
            assertThat(base.binding("&t")).contains(word("bound"));
            assertThat(base.binding("&u")).contains(word("other"));
            assertThat(base.bindings()).hasSize(2);
        }
    }

    @Test
    void aStateChangedOnBothSidesIsAConflictThatTheRightWins() {
        final StateId state = base.newState(word("old"));
        try (Environment fork = base.fork()) {
            fork.changeState(state, word("right"));
            base.changeState(state, word("left"));
            final List<UnionReport.Conflict> conflicts = base.union(fork).conflicts();
            assertThat(conflicts).singleElement().satisfies(conflict -> {
                assertThat(conflict.left()).isEqualTo("left");
                assertThat(conflict.right()).isEqualTo("right");
            });
            assertThat(base.state(state)).contains(word("right"));
        }
    }
}
