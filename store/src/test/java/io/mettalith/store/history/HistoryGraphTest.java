package io.mettalith.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.history.RefEntry.Kind;
import io.mettalith.store.history.RefEntry.Parent;
import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Histories are written by letters: a snapshot and the snapshots it came from. By {@link #add} as in formats before 4, which
 * name the snapshots of parents alone; by {@link #addExactly} with the entries that they are.
 */
class HistoryGraphTest {
    private final MemoryRefLogs logs = new MemoryRefLogs();
    private long number;

    private static ContentHash id(char letter) {
        return new ContentHash(letter, letter);
    }

    private void add(String ref, char snapshot, char... parents) {
        append(
                ref,
                snapshot,
                new String(parents)
                        .chars()
                        .mapToObj(letter -> new Parent(id((char) letter), Optional.empty()))
                        .toList());
    }

    private RefEntry addExactly(String ref, char snapshot, RefEntry... parents) {
        return append(ref, snapshot, Stream.of(parents).map(Parent::of).toList());
    }

    private RefEntry append(String ref, char snapshot, List<Parent> parents) {
        final RefEntry entry =
                new RefEntry(++number, Kind.COMMIT, id(snapshot), parents, Optional.empty(), Instant.EPOCH, 0, "");
        logs.append(ref, entry);
        return entry;
    }

    private EntryId tip(String ref) {
        return logs.last(ref).orElseThrow().id();
    }

    private List<RefEntry> nearestEntries(String left, String right) {
        final HistoryGraph graph = HistoryGraph.of(logs);
        final List<RefEntry> nearest = graph.nearestCommonAncestors(List.of(tip(left)), List.of(tip(right)));
        assertThat(graph.nearestCommonAncestors(List.of(tip(right)), List.of(tip(left))))
                .isEqualTo(nearest);
        return nearest;
    }

    private Set<ContentHash> nearest(String left, String right) {
        return nearestEntries(left, right).stream().map(RefEntry::snapshot).collect(Collectors.toSet());
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
        deleteForGood("main");
        assertThat(nearest("left", "right")).containsExactly(ids('a'));
    }

    private void deleteForGood(String ref) {
        logs.delete(ref);
        logs.deleted().forEach(logs::purge);
    }

    @Test
    void snapshotThatNoLogHasIsNoBase() {
        add("main", 'a');
        add("left", 'b', 'a');
        add("right", 'c', 'a');
        deleteForGood("main");
        assertThat(nearest("left", "right")).isEmpty();
    }

    @Test
    void parentIsAnEntryThoughAnotherHasItsSnapshot() {
        final RefEntry base = addExactly("main", 'a');
        final RefEntry grown = addExactly("main", 'b', base);
        final RefEntry other = addExactly("other", 'a', grown);
        final RefEntry side = addExactly("side", 'x', base);
        assertThat(nearestEntries("main", "side")).containsExactly(base);
        assertThat(nearestEntries("other", "side")).containsExactly(base);
        assertThat(nearestEntries("main", "other")).containsExactly(grown);
        final HistoryGraph graph = HistoryGraph.of(logs);
        assertThat(graph.parents(side)).containsExactly(base);
        assertThat(graph.contains(List.of(side.id()), other.id())).isFalse();
        assertThat(graph.contains(List.of(other.id()), base.id())).isTrue();
        assertThat(graph.ref(other)).isEqualTo("other");
        assertThat(graph.withoutAncestors(List.of(base.id(), grown.id(), side.id())))
                .containsExactly(side, grown);
    }

    @Test
    void ancestryOutlivesTheNameOfADeletedRef() {
        final RefEntry base = addExactly("main", 'a');
        final RefEntry middle = addExactly("middle", 'b', base);
        addExactly("top", 'c', middle);
        addExactly("main", 'd', middle);
        logs.delete("middle");
        assertThat(nearestEntries("main", "top")).containsExactly(middle);
    }

    @Test
    void newestFirstIsByNumber() {
        final RefEntry base = addExactly("main", 'a');
        final RefEntry side = addExactly("side", 'x', base);
        final RefEntry next = addExactly("main", 'b', base);
        final HistoryGraph graph = HistoryGraph.of(logs);
        assertThat(graph.newestFirst()).containsExactly(next, side, base);
        assertThat(graph.newestFirst(List.of(side.id()))).containsExactly(side, base);
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
