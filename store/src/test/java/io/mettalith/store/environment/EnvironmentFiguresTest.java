package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFiguresTest {
    private final Environment base = Environment.create();

    @BeforeEach
    void fill() {
        for (int i = 0; i < 2_000; i++) {
            base.add(atom("edge", "n" + i, "n" + i * 7 % 100));
        }
    }

    @AfterEach
    void close() {
        base.close();
    }

    @Test
    void segmentsAreOwnedUntilAForkFreezesThemAllAtOnce() {
        final EnvironmentFigures before = base.figures();
        assertThat(before.segmentsOwned()).isGreaterThan(2);
        assertThat(before.segmentsFrozen()).isZero();
        assertThat(before.bytesOwned()).isGreaterThan(2_000 * 5);
        try (Environment fork = base.fork()) {
            final EnvironmentFigures after = base.figures();
            assertThat(after.segmentsOwned()).isZero();
            assertThat(after.segmentsFrozen()).isEqualTo(before.segmentsOwned());
            assertThat(after.bytesFrozen()).isEqualTo(before.bytesOwned());
            assertThat(after.forksOpen()).isEqualTo(1);
            fork.remove(atom("edge", "n5", "n35"));
            final EnvironmentFigures forks = fork.figures();
            assertThat(forks.segmentsOwned()).isEqualTo(1);
            assertThat(forks.segmentsCopied()).isEqualTo(1);
            assertThat(forks.bytesCopied()).isPositive();
            assertThat(forks.segmentsFrozen()).isEqualTo(before.segmentsOwned() - 1);
        }
        assertThat(base.figures().forksOpen()).isZero();
        assertThat(base.figures().segmentsCopied()).isZero();
    }

    @Test
    void anEpochWhoseForksHaveGoneUnsharedIsResumed() {
        base.fork().close();
        base.add(atom("later"));
        assertThat(base.figures().epochsResumed()).isEqualTo(1);
        assertThat(base.figures().segmentsCopied()).isZero();
    }

    @Test
    void whatWasCheckedOutIsUntouchedThenSealed() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            base.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("main", base);
            try (Environment other = store.checkout("main")) {
                assertThat(other.figures().atomsUntouched()).isGreaterThanOrEqualTo(2_000);
                assertThat(other.figures().segmentsSealed()).isZero();
                assertThat(other.contains(atom("edge", "n1", "n7"))).isTrue();
                assertThat(other.figures().segmentsSealed()).isEqualTo(1);
                assertThat(other.figures().bytesSealed()).isPositive();
            }
        }
    }

    @Test
    void flightRecordingsHaveCopiesUnionsSealsAndIndexBuilds(@TempDir Path directory) throws IOException {
        final Path file = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("mettalith.SegmentCopy");
            recording.start();
            try (Environment fork = base.fork();
                    SegmentStore store = SegmentStore.inMemory()) {
                fork.add(atom("fork"));
                base.add(atom("base"));
                base.union(fork);
                base.buildIndex(SpaceId.MAIN, 3, 2);
                store.commit("main", base);
            }
            recording.stop();
            recording.dump(file);
        }
        final List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(of(events, "mettalith.SegmentCopy")).isNotEmpty().allMatch(event -> event.getInt("bytes") > 0);
        assertThat(of(events, "mettalith.Union"))
                .singleElement()
                .satisfies(event -> assertThat(event.getLong("added")).isEqualTo(1));
        assertThat(of(events, "mettalith.IndexBuild")).singleElement().satisfies(event -> {
            assertThat(event.getLong("entries")).isEqualTo(2_000);
            assertThat(event.getString("space")).isEqualTo("&self");
        });
        assertThat(of(events, "mettalith.Seal")).singleElement().satisfies(event -> {
            assertThat(event.getString("ref")).isEqualTo("main");
            assertThat(event.getLong("segmentsPut")).isPositive();
        });
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
