package io.mettalith.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.history.RefEntry.Kind;
import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories are written by letters: a snapshot and the snapshots it came from. */
class HistoryGraphTest {
    private final MemoryRefLogs logs = new MemoryRefLogs();
    private long number;

    private static ContentHash id(char letter) {
        return new ContentHash(letter, letter);
    }

    private void add(String ref, char snapshot, char... parents) {
        final List<ContentHash> ids = new String(parents)
                .chars()
                .mapToObj(letter -> id((char) letter))
                .toList();
        logs.append(
                ref, new RefEntry(++number, Kind.COMMIT, id(snapshot), ids, Optional.empty(), Instant.EPOCH, 0, ""));
    }

    private Target named(String ref) {
        return new Target(ref, logs.last(ref).orElseThrow(), Optional.empty());
    }

    private Set<ContentHash> nearest(String left, String right) {
        final HistoryGraph graph = HistoryGraph.of(logs);
        final Set<ContentHash> nearest = graph.nearestCommonAncestors(named(left), named(right));
        assertThat(graph.nearestCommonAncestors(named(right), named(left))).isEqualTo(nearest);
        return nearest;
    }

    private static ContentHash[] ids(char... letters) {
        return new String(letters).chars().mapToObj(letter -> id((char) letter)).toArray(ContentHash[]::new);
    }

    @Test
    void forkPointOfTwoBranchesIsTheirs() {
        add("main", 'a');
        add("main", 'b', 'a');
        add("side", 'b', 'b');
        add("main", 'c', 'b');
        add("side", 'x', 'b');
        assertThat(nearest("main", "side")).containsExactly(ids('b'));
        assertThat(nearest("main", "main")).containsExactly(ids('c'));
    }

    @Test
    void ancestorOfTheOtherIsTheAncestorOfBoth() {
        add("main", 'a');
        add("side", 'a', 'a');
        add("side", 'x', 'a');
        assertThat(nearest("main", "side")).containsExactly(ids('a'));
    }

    @Test
    void mergeIsOfBothHistories() {
        add("main", 'a');
        add("side", 'a', 'a');
        add("side", 'x', 'a');
        add("main", 'b', 'a');
        add("main", 'm', 'b', 'x');
        add("side", 'y', 'x');
        assertThat(nearest("main", "side")).containsExactly(ids('x'));
    }

    @Test
    void snapshotThatCameAboutAgainIsAnotherEntry() {
        add("main", 'a');
        add("main", 'b', 'a');
        add("side", 'b', 'b');
        add("main", 'a', 'b');
        add("side", 'x', 'b');
        assertThat(nearest("main", "side")).containsExactly(ids('b'));
    }

    @Test
    void branchOfASnapshotDoesNotComeFromWhatWasMadeOfItLater() {
        add("main", 'a');
        add("side", 'a', 'a');
        add("main", 'b', 'a');
        add("third", 'b', 'b');
        add("main", 'a', 'b');
        add("side", 'x', 'a');
        assertThat(nearest("third", "side")).containsExactly(ids('a'));
    }

    @Test
    void unrelatedHistoriesHaveNone() {
        add("main", 'a');
        add("other", 'x');
        assertThat(nearest("main", "other")).isEmpty();
    }

    @Test
    void crosswiseMergesHaveTwo() {
        add("main", 'a');
        add("side", 'a', 'a');
        add("main", 'b', 'a');
        add("side", 'x', 'a');
        add("main", 'c', 'b', 'x');
        add("side", 'y', 'x', 'b');
        assertThat(nearest("main", "side")).containsExactlyInAnyOrder(ids('b', 'x'));
    }

    @Test
    void branchesOfADeletedRefMeetInWhatTheyBeganWith() {
        add("main", 'a');
        add("left", 'a', 'a');
        add("right", 'a', 'a');
        add("left", 'b', 'a');
        add("right", 'c', 'a');
        logs.delete("main");
        assertThat(nearest("left", "right")).containsExactly(ids('a'));
    }

    @Test
    void snapshotThatNoLogHasIsNoBase() {
        add("main", 'a');
        add("left", 'b', 'a');
        add("right", 'c', 'a');
        logs.delete("main");
        assertThat(nearest("left", "right")).isEmpty();
    }

    @Test
    void commitThatOnlyAddedIndexesIsPassed() {
        add("main", 'a');
        add("main", 'a', 'a');
        add("side", 'a', 'a');
        add("side", 'a', 'a');
        add("side", 'x', 'a');
        add("main", 'b', 'a');
        assertThat(nearest("main", "side")).containsExactly(ids('a'));
    }

    @Test
    void longHistoryTakesNoStack() {
        add("main", 'a');
        for (int i = 0; i < 100_000; i++) {
            add("main", (char) ('b' + i % 2), (char) (i == 0 ? 'a' : 'b' + (i + 1) % 2));
        }
        add("side", 'a', 'a');
        assertThat(nearest("main", "side")).hasSize(1);
    }
}
