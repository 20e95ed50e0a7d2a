package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** States are words here; what two common ancestors are united to is written {@code (left+right-base)}. */
class AncestryTest {
    private final Ancestry<String> base = Ancestry.root(1);

    private static Ancestry<String> fork(Ancestry<String> parent, String state) {
        return Ancestry.ofFork(parent.branch(state));
    }

    private static void unite(Ancestry<String> left, Ancestry<String> right, String rightState) {
        left.joinBranched(right.branch(rightState));
    }

    private static Optional<String> common(Ancestry<String> left, Ancestry<String> right) {
        return Ancestry.common(left, "left now", right.sinceLastMark("right now"), AncestryTest::merged);
    }

    private static String merged(Optional<String> of, String left, String right) {
        return "(" + left + "+" + right + "-" + of.orElse("nothing") + ")";
    }

    /** Returns how many versions a handle remembers, those that others remember included. */
    private static int remembered(Ancestry<String> ancestry) {
        return remembered(ancestry.mark("probe")) - 1;
    }

    private static int remembered(Version<String> version) {
        return 1 + version.parents().stream().mapToInt(AncestryTest::remembered).sum();
    }

    @Test
    void twoForksDescendFromTheEarlierPoint() {
        final Ancestry<String> left = fork(base, "first");
        final Ancestry<String> right = fork(base, "second");
        assertThat(common(left, right)).contains("first");
        assertThat(common(right, left)).contains("first");
        assertThat(common(base, right)).contains("second");
        assertThat(common(left, Ancestry.root(2))).isEmpty();
    }

    @Test
    void whoHasUnitedWithALineDescendsFromItsPoint() {
        final Ancestry<String> left = fork(base, "start");
        final Ancestry<String> right = fork(base, "start");
        unite(left, right, "united");
        assertThat(common(left, right)).contains("united");
        assertThat(common(right, left)).contains("united");
    }

    @Test
    void ofOneLineTheLaterPointIsRememberedInWhateverOrderTheUnionsCome() {
        final Ancestry<String> right = fork(base, "start");
        final Version<String> earlier = right.branch("earlier");
        final Version<String> later = right.branch("later");
        base.joinBranched(later);
        base.joinBranched(earlier);
        assertThat(common(base, right)).contains("later");
        base.join(earlier);
        assertThat(common(base, right)).contains("later");
    }

    @Test
    void anEarlierPointOfALineDescendsFromItselfWhereALaterOneIsKnown() {
        final Ancestry<String> right = fork(base, "start");
        final Version<String> earlier = right.branch("earlier");
        base.joinBranched(right.branch("later"));
        assertThat(Ancestry.common(base, "now", earlier, AncestryTest::merged)).contains("earlier");
    }

    @Test
    void handlesThatHaveUnitedWithEachOtherDescendFromBoth() {
        final Ancestry<String> left = fork(base, "start");
        final Ancestry<String> right = fork(base, "start");
        final Version<String> leftPoint = left.branch("l");
        final Version<String> rightPoint = right.branch("r");
        left.joinBranched(rightPoint);
        right.joinBranched(leftPoint);
        assertThat(common(left, right).orElseThrow()).isIn("(l+r-start)", "(r+l-start)");
    }

    @Test
    void whatWasUnitedCrosswiseTwiceIsUnitedFromTheFirstTime() {
        final Ancestry<String> left = fork(base, "start");
        final Ancestry<String> right = fork(base, "start");
        for (final String time : List.of("1", "2")) {
            final Version<String> leftPoint = left.branch("l" + time);
            final Version<String> rightPoint = right.branch("r" + time);
            left.joinBranched(rightPoint);
            right.joinBranched(leftPoint);
        }
        assertThat(common(left, right).orElseThrow())
                .contains("l1", "r1", "l2", "r2", "-start")
                .doesNotContain("nothing");
    }

    @Test
    void forksThatHaveUnitedAndGoneAreForgotten() {
        for (int i = 0; i < 100; i++) {
            final Ancestry<String> fork = fork(base, "start" + i);
            unite(base, fork, "end" + i);
            fork.close();
        }
        assertThat(remembered(base)).isLessThanOrEqualTo(2);
        assertThat(common(base, fork(base, "now"))).contains("now");
    }

    @Test
    void theSameHoldsForForksThatOverlap() {
        Ancestry<String> older = fork(base, "start");
        for (int i = 0; i < 100; i++) {
            final Ancestry<String> younger = fork(base, "start" + i);
            unite(base, older, "end" + i);
            older.close();
            older = younger;
        }
        assertThat(remembered(base)).isLessThanOrEqualTo(4);
        assertThat(common(base, older)).contains("start99");
    }

    @Test
    void whatIsKnownThroughAForkThatHasGoneIsKnownOn() {
        final Ancestry<String> other = fork(base, "other start");
        final Ancestry<String> fork = fork(base, "fork start");
        unite(fork, other, "other");
        unite(base, fork, "fork");
        fork.close();
        final Ancestry<String> another = fork(base, "another start");
        unite(base, another, "another");
        assertThat(common(base, other)).contains("other");
    }

    @Test
    void whoTakesTheParentsPlaceKnowsWhatThatKnewAndHoldsNoMore() {
        final Ancestry<String> known = Ancestry.root(2);
        final Ancestry<String> late = Ancestry.root(3);
        unite(base, known, "known");
        final Ancestry<String> fork = fork(base, "fork");
        unite(base, late, "late");
        unite(base, fork, "back");
        base.close();
        final Ancestry<String> grandchild = fork(fork, "grandchild");
        assertThat(base.line().isGone()).isTrue();
        assertThat(late.line().isHeldByItsHandleAlone()).isTrue();
        assertThat(common(grandchild, known)).contains("known");
        grandchild.close();
        assertThat(fork.line().isHeldByItsHandleAlone()).isTrue();
        fork.close();
        assertThat(fork.line().isGone()).isTrue();
        assertThat(known.line().isHeldByItsHandleAlone()).isTrue();
    }

    @Test
    void aHandleThatClosesLetsGoOfTheForksThatHaveUnitedWithItAndGone() {
        final Ancestry<String> fork = fork(base, "start");
        final Ancestry<String> grandchild = fork(fork, "start");
        unite(fork, grandchild, "back");
        grandchild.close();
        fork.close();
        assertThat(fork.line().isGone()).isTrue();
        assertThat(grandchild.line().isGone()).isTrue();
        assertThat(base.line().isHeldByItsHandleAlone()).isTrue();
    }

    @Test
    void aChainOfForksEachClosingItsParentRemembersNothing() {
        Ancestry<String> last = base;
        for (int i = 0; i < 100; i++) {
            final Ancestry<String> next = fork(last, "state" + i);
            unite(last, next, "back" + i);
            last.close();
            last = next;
        }
        fork(last, "end").close();
        assertThat(remembered(last)).isLessThanOrEqualTo(2);
    }

    @Test
    void anImageMadeHereIsKnownAsThePointWhereThatWas() {
        final Version<String> point = base.mark("sealed");
        final Version<String> image = new Version<>(Line.ofImage(base.line()), 1, "image", point, List.of());
        base.joinImage(image);
        assertThat(remembered(base)).isZero();
        assertThat(common(base, Ancestry.startingAt(image, 7))).contains("sealed");
        final Ancestry<String> stranger = Ancestry.root(3);
        stranger.joinImage(image);
        assertThat(common(stranger, Ancestry.startingAt(image, 8))).contains("image");
        final Version<String> orphan = new Version<>(Line.root(4), 1, "orphan", null, List.of());
        base.joinImage(orphan);
        assertThat(common(base, Ancestry.startingAt(orphan, 9))).contains("orphan");
    }
}
