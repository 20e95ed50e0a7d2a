package io.mettalith.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mettalith.store.history.RefEntry;
import io.mettalith.store.report.Growth;
import io.mettalith.store.report.SegmentShape;
import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static Growth growth(long... atoms) {
        final ContentHash hash = new ContentHash(1, 2);
        return new Growth(
                "main",
                IntStream.range(0, atoms.length)
                        .mapToObj(i -> new Growth.Step(
                                new RefEntry(
                                        i,
                                        RefEntry.Kind.COMMIT,
                                        hash,
                                        List.of(),
                                        Optional.empty(),
                                        Instant.ofEpochSecond(i),
                                        atoms[i],
                                        ""),
                                1,
                                10,
                                10L * (i + 1)))
                        .toList());
    }

    @Test
    void columnsAreAsHighAsTheirCountsAndInsideTheFrame() {
        final ColumnPlot plot = ColumnPlot.of(new SegmentShape(256, List.of(0L, 10L, 40L), 700, List.of()));
        assertThat(plot.columns()).hasSize(3);
        assertThat(plot.columns().get(0).height()).isZero();
        assertThat(plot.columns().get(2).height())
                .isEqualTo(4 * plot.columns().get(1).height(), within(1e-6));
        assertThat(plot.columns()).allSatisfy(column -> {
            assertThat(column.x()).isBetween((double) PlotFrame.LEFT, (double) PlotFrame.RIGHT);
            assertThat(column.x() + column.width()).isLessThanOrEqualTo(PlotFrame.RIGHT);
            assertThat(column.y()).isGreaterThanOrEqualTo(PlotFrame.TOP);
            assertThat(column.y() + column.height()).isEqualTo(PlotFrame.BASE, within(1e-6));
        });
        assertThat(plot.columns().get(2).title()).isEqualTo("40 segments of 512 B to 768 B");
    }

    @Test
    void theHistogramOfNothingIsEmpty() {
        final ColumnPlot plot = ColumnPlot.of(new SegmentShape(256, List.of(), 0, List.of()));
        assertThat(plot.columns()).isEmpty();
        assertThat(plot.up()).isNotEmpty();
    }

    @Test
    void aLineRisesWithItsValues() {
        final List<LinePlot.Point> points = LinePlot.atoms(growth(10, 30, 20)).points();
        assertThat(points).extracting(LinePlot.Point::x).isSorted();
        assertThat(points.get(1).y()).isLessThan(points.get(2).y());
        assertThat(points.get(2).y()).isLessThan(points.get(0).y());
        assertThat(points.get(1).title()).isEqualTo("30, 1970-01-01 00:00:01");
    }

    @Test
    void oneEntryIsAPointInTheMiddle() {
        final LinePlot plot = LinePlot.bytes(growth(5));
        assertThat(plot.points()).hasSize(1);
        assertThat(plot.points().get(0).x()).isEqualTo((PlotFrame.LEFT + PlotFrame.RIGHT) / 2.0);
        assertThat(plot.across()).hasSize(1);
    }

    @Test
    void manyEntriesHaveALineWithoutDots() {
        assertThat(LinePlot.atoms(growth(new long[60])).hasDots()).isTrue();
        assertThat(LinePlot.atoms(growth(new long[61])).hasDots()).isFalse();
    }
}
