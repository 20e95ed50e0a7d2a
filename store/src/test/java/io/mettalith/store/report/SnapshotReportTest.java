package io.mettalith.store.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.report.DifferenceByHead.HeadDifference;
import io.mettalith.store.report.SnapshotReport.LargeAtom;
import io.mettalith.store.snapshot.Commit;
import io.mettalith.store.snapshot.Samples;
import io.mettalith.store.snapshot.SegmentStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotReportTest {
    private static final int FACTS = 20_000;

    @TempDir
    private Path directory;

    private static SnapshotReport report(SegmentStore store, String ref) {
        return SnapshotReport.of(store, new SnapshotReport.Request(ref, Optional.empty(), 3, 0), atoms -> {});
    }

    private static List<HeadDifference> differences(SegmentStore store, String ref, String against, int samples) {
        final var request = new SnapshotReport.Request(ref, Optional.of(against), 0, samples);
        return SnapshotReport.of(store, request, atoms -> {})
                .difference()
                .orElseThrow()
                .heads();
    }

    private static AtomCode edge(String from, String to) {
        return AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol(from), AtomCode.symbol(to));
    }

    @Test
    void countsWhatTheSnapshotHoldsAndTellsItsProgress() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            final Commit commit = store.commit("main", environment);
            final AtomicLong read = new AtomicLong();
            final SnapshotReport report = SnapshotReport.of(
                    store, new SnapshotReport.Request("main", Optional.empty(), 3, 0), read::addAndGet);
            assertThat(report.id()).isEqualTo(commit.snapshot());
            assertThat(report.spaces().get(0).atoms()).isEqualTo(FACTS);
            assertThat(read).hasValue(FACTS);
            assertThat(report.difference()).isEmpty();
        }
    }

    @Test
    void theShapeHasEverySegmentAndEveryDirectory() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            store.commit("main", environment);
            final SnapshotReport report = report(store, "main");
            final SegmentShape shape = report.shape();
            assertThat(shape.sizes().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(report.segments().segments());
            assertThat(shape.levels().stream()
                            .mapToLong(SegmentShape.Level::directories)
                            .sum())
                    .isEqualTo(report.segments().directories());
            assertThat(shape.levels().get(0).children())
                    .isEqualTo(report.segments().segments());
            assertThat((long) shape.medianBytes() * report.segments().segments())
                    .isBetween(
                            report.segments().usedBytes() / 2,
                            2 * report.segments().usedBytes());
        }
    }

    @Test
    void anEmptySnapshotHasAnEmptyShape() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Environment.create()) {
            store.commit("main", environment);
            final SnapshotReport report = report(store, "main");
            assertThat(report.shape().medianBytes()).isZero();
            assertThat(report.shape().levels()).isEmpty();
            assertThat(report.sharing().storedBytes()).isZero();
        }
    }

    @Test
    void theLargestAtomsComeInTheOrderOfTheirLength() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(100)) {
            environment.add(AtomCode.string("x".repeat(5_000)));
            environment.add(AtomCode.string("y".repeat(7_000)));
            environment.add(AtomCode.string("y".repeat(7_000)));
            environment.add(AtomCode.string("z".repeat(6_000)));
            store.commit("main", environment);
            assertThat(report(store, "main").largest())
                    .extracting(LargeAtom::code, LargeAtom::count)
                    .containsExactly(
                            tuple(AtomCode.string("y".repeat(7_000)), 2L),
                            tuple(AtomCode.string("z".repeat(6_000)), 1L),
                            tuple(AtomCode.string("x".repeat(5_000)), 1L));
        }
    }

    @Test
    void refsOfOneSnapshotShareAllOfIt() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            store.commit("a", environment);
            store.commit("b", environment);
            final Sharing sharing = report(store, "a").sharing();
            final long bytes = sharing.refs().get(0).bytes();
            assertThat(bytes).isPositive();
            assertThat(sharing.sharedBytes()).containsExactly(List.of(bytes, bytes), List.of(bytes, bytes));
            assertThat(sharing.refs()).extracting(Sharing.RefShare::aloneBytes).containsExactly(0L, 0L);
            assertThat(sharing.storedBytes()).isEqualTo(bytes);
            assertThat(sharing.separateBytes()).isEqualTo(2 * bytes);
        }
    }

    @Test
    void refsOfDifferentAtomsShareNothing() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment facts = Samples.facts(FACTS);
                Environment other = Environment.create()) {
            other.add(edge("a", "b"));
            store.commit("facts", facts);
            store.commit("other", other);
            final Sharing sharing = report(store, "facts").sharing();
            assertThat(sharing.sharedBytes().get(0).get(1)).isZero();
            assertThat(sharing.refs())
                    .allSatisfy(ref -> assertThat(ref.aloneBytes()).isEqualTo(ref.bytes()));
            assertThat(sharing.storedBytes()).isEqualTo(sharing.separateBytes());
        }
    }

    /** What a ref has alone and what it shares are all it has; a small change costs little; also where it is in files. */
    @Test
    void aChangedCopySharesAllButTheChange() {
        try (SegmentStore store = SegmentStore.openOrCreate(directory.resolve("store"));
                Environment environment = Samples.facts(FACTS)) {
            store.commit("before", environment);
            environment.add(edge("a", "b"));
            final Commit second = store.commit("after", environment);
            final Sharing sharing = report(store, "after").sharing();
            final Sharing.RefShare after = sharing.refs().get(0);
            final long shared = sharing.sharedBytes().get(0).get(1);
            assertThat(after.bytes()).isEqualTo(after.aloneBytes() + shared);
            assertThat(after.aloneBytes()).isPositive().isLessThanOrEqualTo(second.bytesPut());
            assertThat(sharing.sharedBytes().get(1).get(0)).isEqualTo(shared);
            assertThat(sharing.storedBytes()).isEqualTo(sharing.refs().get(1).bytes() + after.aloneBytes());
        }
    }

    @Test
    void indexesCountAsPartsOfARef() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            store.commit("plain", environment);
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("indexed", environment);
            final SnapshotReport report = report(store, "indexed");
            final Sharing.RefShare indexed = report.sharing().refs().get(0);
            assertThat(report.indexes().usedBytes()).isPositive();
            assertThat(indexed.aloneBytes())
                    .isGreaterThanOrEqualTo(report.indexes().usedBytes());
        }
    }

    @Test
    void whatOnlyTheLogReachesIsToldApart() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            store.commit("main", environment);
            assertThat(report(store, "main").sharing().olderBytes()).isZero();
            environment.add(edge("a", "b"));
            store.commit("main", environment);
            final SnapshotReport report = report(store, "main");
            assertThat(report.sharing().olderBytes()).isPositive();
            final List<Growth.Step> steps = report.growth().steps();
            assertThat(report.sharing().olderBytes() + report.sharing().storedBytes())
                    .isEqualTo(steps.get(steps.size() - 1).allBytes());
        }
    }

    @Test
    void moreRefsThanCanBeComparedAreOmittedButNotTheOneAskedFor() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(10)) {
            for (int i = 0; i < SharingSurvey.MAX_REFS + 6; i++) {
                store.commit(String.format("ref-%03d", i), environment);
            }
            final Sharing sharing = report(store, "ref-069").sharing();
            assertThat(sharing.omitted()).isEqualTo(6);
            assertThat(sharing.refs()).hasSize(SharingSurvey.MAX_REFS);
            assertThat(sharing.refs()).extracting(share -> share.ref().name()).contains("ref-069", "ref-000");
            assertThat(sharing.refs()).allSatisfy(ref -> assertThat(ref.bytes()).isEqualTo(sharing.storedBytes()));
        }
    }

    @Test
    void growthHasEachEntryWithWhatItBrought() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            final List<Commit> commits = new ArrayList<>();
            commits.add(store.commit("main", environment, "all facts"));
            environment.add(edge("a", "b"));
            commits.add(store.commit("main", environment, "one edge"));
            environment.remove(edge("a", "b"));
            commits.add(store.commit("main", environment, "back again"));
            final List<Growth.Step> steps = report(store, "main").growth().steps();
            assertThat(steps)
                    .extracting(
                            step -> step.entry().message(), step -> step.entry().snapshot())
                    .containsExactly(
                            tuple("all facts", commits.get(0).snapshot()),
                            tuple("one edge", commits.get(1).snapshot()),
                            tuple("back again", commits.get(2).snapshot()));
            assertThat(steps.get(0).newBytes())
                    .isEqualTo(steps.get(0).allBytes())
                    .isPositive();
            assertThat(steps.get(1).newBytes()).isBetween(1L, steps.get(0).newBytes() / 4);
            assertThat(steps.get(1).newParts()).isPositive();
            assertThat(steps.get(2).allBytes())
                    .isEqualTo(steps.stream().mapToLong(Growth.Step::newBytes).sum());
        }
    }

    @Test
    void aSnapshotAskedForByIdHasTheGrowthOfTheRefThatHadIt() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(10)) {
            final String id = store.commit("main", environment).snapshot().toHex();
            environment.add(edge("a", "b"));
            store.commit("main", environment);
            final SnapshotReport report = report(store, id.substring(0, 10));
            assertThat(report.growth().ref()).isEqualTo("main");
            assertThat(report.spaces().get(0).atoms()).isEqualTo(10);
        }
    }

    @Test
    void theDifferenceIsCountedByHeadWithSamples() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(FACTS)) {
            store.commit("before", environment);
            environment.add(edge("a", "b"));
            environment.add(edge("a", "b"));
            environment.add(edge("b", "c"));
            environment.add(AtomCode.symbol("lonely"));
            environment.remove(Samples.fact(7));
            final SpaceId space = environment.newSpace();
            environment.add(space, edge("x", "y"));
            store.commit("after", environment);
            assertThat(differences(store, "after", "before", 5))
                    .containsExactly(
                            new HeadDifference(
                                    SpaceId.MAIN, "edge", 2, 3, 0, List.of(edge("a", "b"), edge("b", "c")), List.of()),
                            new HeadDifference(
                                    SpaceId.MAIN, "", 0, 1, 0, List.of(AtomCode.symbol("lonely")), List.of()),
                            new HeadDifference(SpaceId.MAIN, "fact", 2, 0, 1, List.of(), List.of(Samples.fact(7))),
                            new HeadDifference(space, "edge", 2, 1, 0, List.of(edge("x", "y")), List.of()));
            assertThat(differences(store, "before", "after", 0))
                    .extracting(HeadDifference::added, HeadDifference::removed, HeadDifference::removedSamples)
                    .containsExactly(
                            tuple(0L, 3L, List.of()),
                            tuple(0L, 1L, List.of()),
                            tuple(1L, 0L, List.of()),
                            tuple(0L, 1L, List.of()));
        }
    }

    @Test
    void samplesAreSpreadOverTheDifferenceAndTheSameEachTime() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Environment.create()) {
            store.commit("before", environment);
            for (int i = 0; i < 1_000; i++) {
                environment.add(Samples.fact(i));
            }
            store.commit("after", environment);
            final List<AtomCode> samples =
                    differences(store, "after", "before", 5).get(0).addedSamples();
            assertThat(samples).hasSize(5).doesNotHaveDuplicates().isSorted();
            assertThat(samples)
                    .isNotEqualTo(List.of(
                            Samples.fact(0), Samples.fact(1), Samples.fact(2), Samples.fact(3), Samples.fact(4)));
            assertThat(differences(store, "after", "before", 5).get(0).addedSamples())
                    .isEqualTo(samples);
        }
    }

    @Test
    void aDifferenceFromItselfHasNoHeads() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.everything(1, 200)) {
            store.commit("main", environment);
            assertThat(differences(store, "main", "main", 3)).isEmpty();
        }
    }

    @Test
    void anUnknownSnapshotIsRefused() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            assertThatThrownBy(() -> report(store, "nothing"))
                    .isInstanceOf(UnknownRefException.class)
                    .hasMessageContaining("name=nothing");
        }
    }
}
