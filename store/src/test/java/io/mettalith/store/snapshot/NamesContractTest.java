package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Difference.SpaceDifference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import io.mettalith.store.environment.StoredAtom;
import io.mettalith.store.environment.UnionReport;
import io.mettalith.store.history.InvalidRefException;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefEntry.Kind;
import io.mettalith.store.history.TagException;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.CommitOptions.OnConflict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with branches, tags, merges and deletions, whatever it keeps its bytes in. */
abstract class NamesContractTest {
    private static final AtomCode LEFT = AtomCode.symbol("left");
    private static final AtomCode RIGHT = AtomCode.symbol("right");
    private static final int FACTS = 100;

    private SegmentStore store;
    private ContentHash first;

    abstract SegmentStore openStore();

    /** Opens another store on the same bytes: what another process would see. */
    abstract SegmentStore openAgain();

    /** Makes a store whose ref {@code main} has {@link #FACTS} facts. */
    @BeforeEach
    void open() {
        store = openStore();
        try (Environment environment = Samples.facts(FACTS)) {
            first = store.commit("main", environment).snapshot();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    final SegmentStore store() {
        return store;
    }

    /** What is done to an environment. */
    interface Change {
        void to(Environment environment);
    }

    private ContentHash commit(String ref, Change change) {
        try (Environment environment = store.checkout(ref)) {
            change.to(environment);
            return store.commit(ref, environment).snapshot();
        }
    }

    private ContentHash commitAdding(String ref, AtomCode atom) {
        return commit(ref, environment -> environment.add(atom));
    }

    private SegmentStore closedAndOpenedAgain() {
        store.close();
        return openAgain();
    }

    private Merge merge(String into, String other) {
        return store.merge(into, other, Optional.empty(), "merged");
    }

    private List<String> contents(String ref) {
        try (Environment environment = store.checkout(ref)) {
            return Contents.of(environment);
        }
    }

    /* ---------------- Branches ---------------- */

    @Test
    void branchNamesTheSnapshotAndGoesItsOwnWay() {
        final Ref branch = store.branch("feature", "main");
        assertThat(branch.snapshot()).isEqualTo(first);
        assertThat(branch.atoms()).isEqualTo(FACTS);
        assertThat(branch.tag()).isFalse();
        commitAdding("feature", RIGHT);
        assertThat(store.snapshot("main").id()).isEqualTo(first);
        assertThat(store.snapshot("feature").atoms()).isEqualTo(FACTS + 1);
        assertThat(store.log("feature")).extracting(RefEntry::kind).containsExactly(Kind.COMMIT, Kind.BRANCH);
        assertThat(store.log("feature")).extracting(RefEntry::parentSnapshots).containsOnly(List.of(first));
        try (SegmentStore again = openAgain()) {
            assertThat(again.refs()).extracting(Ref::name).containsExactly("feature", "main");
        }
    }

    @Test
    void branchBeginsAtAnIdToo() {
        commitAdding("main", LEFT);
        store.branch("earlier", first.toHex().substring(0, 8));
        assertThat(store.snapshot("earlier").id()).isEqualTo(first);
    }

    @Test
    void branchThatIsThereMovesAndKeepsItsLog() {
        final ContentHash second = commitAdding("main", LEFT);
        store.branch("feature", first.toHex());
        store.branch("feature", "main");
        store.branch("feature", "main");
        assertThat(store.log("feature")).extracting(RefEntry::snapshot).containsExactly(second, first);
    }

    @Test
    void branchHasTheIndexesOfItsSnapshot() {
        commit("main", environment -> environment.buildIndex(SpaceId.MAIN, 3, 2));
        store.branch("feature", "main");
        try (SegmentStore again = openAgain();
                Environment environment = again.checkout("feature")) {
            assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(new IndexKey(3, 2));
        }
    }

    @Test
    void branchesOfNothingAndBadNamesAreRefused() {
        assertThatThrownBy(() -> store.branch("feature", "mian"))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageContaining("did you mean main?");
        assertThatThrownBy(() -> store.branch("../x", "main")).isInstanceOf(InvalidRefException.class);
        assertThatThrownBy(() -> store.tag("a//b", "main")).isInstanceOf(InvalidRefException.class);
        assertThat(store.refs()).hasSize(1);
    }

    /* ---------------- Tags ---------------- */

    @Test
    void tagNeverMoves() {
        assertThat(store.tag("v1", "main").tag()).isTrue();
        commitAdding("main", LEFT);
        try (Environment environment = store.checkout("v1")) {
            environment.add(RIGHT);
            assertThatThrownBy(() -> store.commit("v1", environment))
                    .isInstanceOf(TagException.class)
                    .hasMessage("a tag never moves: name=v1, snapshot=" + first
                            + "; choose another name, or delete the tag first");
        }
        assertThatThrownBy(() -> store.branch("v1", "main")).isInstanceOf(TagException.class);
        assertThatThrownBy(() -> merge("v1", "main")).isInstanceOf(TagException.class);
        assertThatThrownBy(() -> store.tag("v1", "main"))
                .isInstanceOf(TagException.class)
                .hasMessageContaining("a tag takes a new name: name=v1");
        try (SegmentStore again = openAgain()) {
            assertThat(again.snapshot("v1").id()).isEqualTo(first);
            assertThat(again.log("v1")).extracting(RefEntry::kind).containsExactly(Kind.TAG);
            assertThat(again.refs().get(1).tag()).isTrue();
        }
    }

    @Test
    void sameTagAgainChangesNothing() {
        store.tag("v1", "main");
        assertThat(store.tag("v1", first.toHex()).snapshot()).isEqualTo(first);
        assertThat(store.log("v1")).hasSize(1);
    }

    @Test
    void tagDoesNotTakeTheNameOfABranch() {
        assertThatThrownBy(() -> store.tag("main", first.toHex())).isInstanceOf(TagException.class);
        assertThat(store.refs().get(0).tag()).isFalse();
    }

    @Test
    void tagIsMadeAnewOnceDeleted() {
        store.tag("v1", "main");
        final ContentHash second = commitAdding("main", LEFT);
        store.delete("v1");
        assertThat(store.tag("v1", "main").snapshot()).isEqualTo(second);
    }

    /* ---------------- Deletion ---------------- */

    @Test
    void deletedRefIsGoneAndItsHistoryIsKeptAside() {
        store.branch("feature", "main");
        final ContentHash only = commitAdding("feature", RIGHT);
        final List<RefEntry> log = store.log("feature");
        try (Environment open = store.checkout("feature")) {
            assertThat(store.delete("feature").snapshot()).isEqualTo(only);
            assertThat(open.contains(RIGHT)).isTrue();
        }
        assertThat(store.refs()).extracting(Ref::name).containsExactly("main");
        assertThatThrownBy(() -> store.log("feature")).isInstanceOf(UnknownRefException.class);
        assertThat(store.log(only.toHex())).isEqualTo(log);
        assertThatThrownBy(() -> store.delete("feature")).isInstanceOf(UnknownRefException.class);
        assertThat(store.snapshot(first.toHex()).id()).isEqualTo(first);
    }

    @Test
    void deletedRefComesBackWithItsHistory() {
        store.branch("team/feature", "main");
        final ContentHash only = commitAdding("team/feature", RIGHT);
        final List<RefEntry> log = store.log("team/feature");
        store.delete("team/feature");
        assertThatThrownBy(() -> store.undelete("feature")).isInstanceOf(UnknownRefException.class);
        try (SegmentStore again = closedAndOpenedAgain()) {
            assertThat(again.undelete("team/feature").snapshot()).isEqualTo(only);
            assertThat(again.log("team/feature")).isEqualTo(log);
            assertThatThrownBy(() -> again.undelete("team/feature")).isInstanceOf(UnknownRefException.class);
        }
    }

    @Test
    void ofSeveralDeletedTheLastComesBackAndNoneTakesTheNameOfAnother() {
        store.branch("feature", "main");
        store.delete("feature");
        store.branch("feature", "main");
        final ContentHash last = commitAdding("feature", RIGHT);
        store.delete("feature");
        assertThat(store.undelete("feature").snapshot()).isEqualTo(last);
        assertThatThrownBy(() -> store.undelete("feature"))
                .isInstanceOf(InvalidRefException.class)
                .hasMessageContaining("branch from the deleted history instead: @2");
        assertThat(store.snapshot("@2").id()).isEqualTo(first);
    }

    @Test
    void ancestryOutlivesTheMiddleOfThree() {
        store.branch("middle", "main");
        commitAdding("middle", LEFT);
        store.branch("top", "middle");
        commitAdding("top", RIGHT);
        store.merge("main", "middle", Optional.empty(), "");
        commit("main", environment -> environment.remove(LEFT));
        store.delete("middle");
        final Merge merge = merge("main", "top");
        assertThat(merge.change().added()).isEqualTo(1);
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.contains(LEFT)).isFalse();
            assertThat(environment.contains(RIGHT)).isTrue();
        }
    }

    @Test
    void nameOfADeletedRefBeginsAnew() {
        commitAdding("main", LEFT);
        store.branch("other", "main");
        store.delete("main");
        store.branch("main", "other");
        assertThat(store.log("main")).hasSize(1);
        assertThat(store.log("main").get(0).number())
                .isGreaterThan(store.log("other").get(0).number());
    }

    /* ---------------- Histories ---------------- */

    @Test
    void entriesAreNumberedOverAllRefsAndStores() {
        store.branch("feature", "main");
        commitAdding("main", LEFT);
        store.close();
        try (SegmentStore again = openAgain()) {
            again.tag("v1", "feature");
            assertThat(again.log("main").get(1).number()).isEqualTo(1);
            assertThat(again.log("feature").get(0).number()).isEqualTo(2);
            assertThat(again.log("main").get(0).number()).isEqualTo(3);
            assertThat(again.log("v1").get(0).number()).isEqualTo(4);
        }
    }

    @Test
    void logOfAnIdIsWhatLedToIt() {
        final ContentHash second = commitAdding("main", LEFT);
        commitAdding("main", RIGHT);
        assertThat(store.log(second.toHex())).extracting(RefEntry::snapshot).containsExactly(second, first);
        assertThatThrownBy(() -> store.log("0000abcd")).isInstanceOf(UnknownRefException.class);
    }

    /* ---------------- Merge ---------------- */

    @Test
    void mergeAddsWhatTheOtherHasDoneSince() {
        store.branch("feature", "main");
        final ContentHash left = commit("main", environment -> {
            environment.add(LEFT);
            environment.remove(Samples.fact(1));
        });
        final ContentHash right = commit("feature", environment -> {
            environment.add(RIGHT);
            environment.add(Samples.rule("f", 1));
            environment.remove(Samples.fact(2));
            environment.remove(Samples.fact(1));
        });
        final Merge merge = merge("main", "feature");
        assertThat(merge.outcome()).isEqualTo(Merge.Outcome.MERGED);
        assertThat(merge.base()).isEqualTo(first);
        assertThat(merge.before()).isEqualTo(left);
        assertThat(merge.other()).isEqualTo(right);
        assertThat(merge.change().added()).isEqualTo(2);
        assertThat(merge.change().removed()).isEqualTo(1);
        assertThat(merge.change().sum(SpaceDifference::definitionsAdded)).isEqualTo(1);
        assertThat(merge.clamped()).isZero();
        try (SegmentStore again = openAgain();
                Environment environment = again.checkout("main")) {
            assertThat(environment.size()).isEqualTo(FACTS + 1);
            assertThat(environment.contains(LEFT)).isTrue();
            assertThat(environment.contains(RIGHT)).isTrue();
            final RefEntry entry = again.log("main").get(0);
            assertThat(entry.snapshot()).isEqualTo(merge.snapshot());
            assertThat(entry.parentSnapshots()).containsExactly(left, right);
            assertThat(entry.kind()).isEqualTo(Kind.MERGE);
            assertThat(entry.message()).isEqualTo("merged");
        }
    }

    @Test
    void whatIsMergedIsContained() {
        store.branch("feature", "main");
        commitAdding("main", LEFT);
        commitAdding("feature", RIGHT);
        merge("main", "feature");
        final Merge again = merge("main", "feature");
        assertThat(again.outcome()).isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
        assertThat(again.change().isEmpty()).isTrue();
        assertThat(store.log("main")).hasSize(3);
        assertThat(merge("main", first.toHex()).outcome()).isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
        assertThat(merge("main", "main").outcome()).isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
    }

    @Test
    void refWithNothingOfItsOwnMovesForward() {
        store.branch("feature", "main");
        final ContentHash right = commitAdding("feature", RIGHT);
        final Merge merge = merge("main", "feature");
        assertThat(merge.outcome()).isEqualTo(Merge.Outcome.FAST_FORWARD);
        assertThat(merge.snapshot()).isEqualTo(right);
        assertThat(merge.change().added()).isEqualTo(1);
        assertThat(store.snapshot("main").id()).isEqualTo(right);
        assertThat(store.log("main").get(0).parentSnapshots()).containsExactly(first, right);
    }

    @Test
    void laterMergesGoByEarlierOnes() {
        store.branch("feature", "main");
        commitAdding("main", LEFT);
        final ContentHash right = commitAdding("feature", RIGHT);
        merge("main", "feature");
        commitAdding("feature", AtomCode.symbol("later"));
        final Merge merge = merge("main", "feature");
        assertThat(merge.base()).isEqualTo(right);
        assertThat(merge.change().added()).isEqualTo(1);
        assertThat(merge("feature", "main").outcome()).isEqualTo(Merge.Outcome.FAST_FORWARD);
        assertThat(contents("feature")).isEqualTo(contents("main"));
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.count(RIGHT)).isEqualTo(1);
        }
    }

    @Test
    void changeThatWasTakenBackStaysSo() {
        final ContentHash second = commitAdding("main", LEFT);
        store.branch("feature", "main");
        commit("main", environment -> environment.remove(LEFT));
        commitAdding("feature", RIGHT);
        assertThat(store.snapshot("main").id()).isEqualTo(first);
        final Merge merge = merge("main", "feature");
        assertThat(merge.base()).isEqualTo(second);
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.contains(LEFT)).isFalse();
            assertThat(environment.contains(RIGHT)).isTrue();
        }
    }

    @Test
    void mergeOutlivesTheBranch() {
        store.branch("feature", "main");
        commitAdding("main", LEFT);
        commitAdding("feature", RIGHT);
        merge("main", "feature");
        store.branch("second", "feature");
        store.delete("feature");
        commitAdding("second", AtomCode.symbol("more"));
        final Merge merge = merge("main", "second");
        assertThat(merge.change().added()).isEqualTo(1);
    }

    @Test
    void historiesWithNothingInCommonNeedABase() {
        try (Environment environment = Samples.facts(3)) {
            environment.add(RIGHT);
            store.commit("strange", environment);
        }
        assertThatThrownBy(() -> merge("main", "strange"))
                .isInstanceOf(MergeBaseException.class)
                .hasMessageContaining("the histories have no common ancestor: into=main")
                .hasMessageContaining("as the base");
        assertThat(store.log("main")).hasSize(1);
        try (Environment environment = Samples.facts(3)) {
            store.commit("three", environment);
        }
        final Merge merge = store.merge("main", "strange", Optional.of("three"), "");
        assertThat(merge.change().added()).isEqualTo(1);
        assertThat(store.snapshot("main").atoms()).isEqualTo(FACTS + 1);
    }

    @Test
    void historiesMergedCrosswiseHaveTheUnionOfTheirBasesAsBase() {
        store.branch("feature", "main");
        final ContentHash left = commitAdding("main", LEFT);
        final ContentHash right = commitAdding("feature", RIGHT);
        store.merge("main", right.toHex(), Optional.empty(), "");
        store.merge("feature", left.toHex(), Optional.empty(), "");
        commit("main", environment -> {
            environment.add(AtomCode.symbol("x"));
            environment.remove(RIGHT);
        });
        commit("feature", environment -> {
            environment.add(AtomCode.symbol("y"));
            environment.remove(LEFT);
        });
        final Merge merge = merge("main", "feature");
        assertThat(merge.outcome()).isEqualTo(Merge.Outcome.MERGED);
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.size()).isEqualTo(FACTS + 2);
            assertThat(environment.count(AtomCode.symbol("x"))).isEqualTo(1);
            assertThat(environment.count(AtomCode.symbol("y"))).isEqualTo(1);
        }
    }

    @Test
    void definitionsOfTheOtherComeLast() {
        commit("main", environment -> environment.add(Samples.rule("f", 1)));
        store.branch("feature", "main");
        commit("main", environment -> environment.add(Samples.rule("f", 2)));
        commit("feature", environment -> {
            environment.add(Samples.rule("f", 4));
            environment.add(Samples.rule("f", 3));
        });
        merge("main", "feature");
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.rules(AtomCode.symbol("f"), 1))
                    .extracting(StoredAtom::code)
                    .containsExactly(
                            Samples.rule("f", 1), Samples.rule("f", 2), Samples.rule("f", 4), Samples.rule("f", 3));
        }
    }

    @Test
    void stateThatBothChangedIsAConflict() {
        final StateId[] state = new StateId[1];
        commit("main", environment -> state[0] = environment.newState(AtomCode.integer(1)));
        store.branch("feature", "main");
        commit("main", environment -> environment.changeState(state[0], AtomCode.integer(2)));
        commit("feature", environment -> environment.changeState(state[0], AtomCode.integer(3)));
        final ContentHash before = store.snapshot("main").id();
        assertThatThrownBy(() -> merge("main", "feature"))
                .isInstanceOf(MergeConflictException.class)
                .hasMessageContaining("ours=2, theirs=3");
        assertThat(store.snapshot("main").id()).isEqualTo(before);
        final CommitOptions theirs = CommitOptions.message("").onConflict(OnConflict.THEIRS);
        final Merge dry = store.merge("main", "feature", Optional.empty(), theirs.dry());
        assertThat(store.snapshot("main").id()).isEqualTo(before);
        final Merge merge = store.merge("main", "feature", Optional.empty(), theirs);
        assertThat(dry.snapshot()).isEqualTo(merge.snapshot());
        assertThat(dry.conflicts()).isEqualTo(merge.conflicts());
        assertThat(merge.conflicts())
                .extracting(UnionReport.Conflict::left, UnionReport.Conflict::right)
                .containsExactly(tuple("2", "3"));
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.state(state[0])).contains(AtomCode.integer(3));
        }
    }

    @Test
    void spacesThatTheOtherMadeArrive() {
        store.branch("feature", "main");
        commitAdding("main", LEFT);
        final SpaceId[] space = new SpaceId[1];
        commit("feature", environment -> {
            space[0] = environment.newSpace();
            environment.add(space[0], RIGHT);
        });
        merge("main", "feature");
        try (Environment environment = store.checkout("main")) {
            assertThat(environment.contains(space[0], RIGHT)).isTrue();
        }
    }

    @Test
    void mergeKeepsTheIndexesOfTheRef() {
        commit("main", environment -> environment.buildIndex(SpaceId.MAIN, 3, 2));
        store.branch("feature", first.toHex());
        commitAdding("feature", RIGHT);
        assertThat(merge("main", "feature").outcome()).isEqualTo(Merge.Outcome.FAST_FORWARD);
        try (SegmentStore again = openAgain();
                Environment environment = again.checkout("main")) {
            assertThat(environment.indexes(SpaceId.MAIN)).containsExactly(new IndexKey(3, 2));
        }
    }

    @Test
    void mergeOfAndIntoNothingIsRefused() {
        assertThatThrownBy(() -> merge("mian", "main")).isInstanceOf(UnknownRefException.class);
        assertThatThrownBy(() -> merge("main", "none")).isInstanceOf(UnknownRefException.class);
        assertThatThrownBy(() -> store.merge("main", "main", Optional.empty(), "\ud800"))
                .isInstanceOf(InvalidRefException.class);
        store.branch("feature", "main");
        commitAdding("feature", RIGHT);
        assertThatThrownBy(() -> store.merge("main", "feature", Optional.of("none"), ""))
                .isInstanceOf(UnknownRefException.class);
        assertThat(store.log("main")).hasSize(1);
    }

    /* ---------------- Difference ---------------- */

    @Test
    void diffShowsWhatCameAndWent() {
        store.branch("feature", "main");
        commit("feature", environment -> {
            environment.add(RIGHT);
            environment.add(RIGHT);
            environment.remove(Samples.fact(7));
        });
        final StringBuilder lines = new StringBuilder();
        final Difference difference = store.diff(
                "main",
                "feature",
                (space, atom, before, after) -> lines.append(space + " " + atom + " " + before + " " + after + "\n"));
        assertThat(lines.toString().lines()).containsExactlyInAnyOrder("&self right 0 2", "&self (fact 7 value-7) 1 0");
        assertThat(difference.spaces()).hasSize(1);
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.removed()).isEqualTo(1);
        assertThat(difference.sum(SpaceDifference::copiesAdded)).isEqualTo(2);
        assertThat(store.diff("feature", "main").added()).isEqualTo(1);
        assertThat(store.diff("main", first.toHex()).isEmpty()).isTrue();
    }

    /* ---------------- Life ---------------- */

    @Test
    void useAfterCloseThrows() {
        store.close();
        assertThatThrownBy(() -> store.branch("a", "main")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.tag("a", "main")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.delete("main")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> merge("main", "main")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.diff("main", "main")).isInstanceOf(IllegalStateException.class);
    }
}
