package io.mettalith.tools.report;

import io.mettalith.store.report.SegmentShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the columns of a histogram lie.
 *
 * @param title of the picture, for those who do not see it
 * @param columns from left to right
 * @param across labels below
 * @param up labels at the left
 */
record ColumnPlot(String title, List<Column> columns, List<PlotFrame.Tick> across, List<PlotFrame.Tick> up) {
    private static final double GAP = 2;
    private static final int MAX_LABELS = 8;

    /** A column, and what it says when pointed at. */
    record Column(double x, double y, double width, double height, String title) {}

    /** Returns the histogram of the sizes of segments. */
    static ColumnPlot of(SegmentShape shape) {
        final List<Long> sizes = shape.sizes();
        final Axis up =
                PlotFrame.up(sizes.stream().mapToLong(Long::longValue).max().orElse(0));
        final double pitch = (double) (PlotFrame.RIGHT - PlotFrame.LEFT) / Math.max(1, sizes.size());
        final List<Column> columns = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            final double y = up.at(sizes.get(i));
            final String title = Figures.count(sizes.get(i)) + " segments of "
                    + Figures.bytes((double) i * shape.widthBytes()) + " to "
                    + Figures.bytes((i + 1.0) * shape.widthBytes());
            columns.add(new Column(PlotFrame.LEFT + i * pitch + GAP / 2, y, pitch - GAP, PlotFrame.BASE - y, title));
        }
        return new ColumnPlot("Segments by size", columns, edges(shape, pitch), PlotFrame.ticks(up, Figures::brief));
    }

    private static List<PlotFrame.Tick> edges(SegmentShape shape, double pitch) {
        final int classes = shape.sizes().size();
        final int every = Math.max(1, (classes + MAX_LABELS - 1) / MAX_LABELS);
        final List<PlotFrame.Tick> edges = new ArrayList<>();
        for (int i = 0; i <= classes; i += every) {
            edges.add(new PlotFrame.Tick(PlotFrame.LEFT + i * pitch, Figures.bytes((double) i * shape.widthBytes())));
        }
        return edges;
    }
}
