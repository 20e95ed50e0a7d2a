package io.mettalith.bench.report;

import io.mettalith.tools.report.Axis;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** Draws plots as SVG. */
final class Plot {
    private static final int WIDTH = 820;
    private static final int LINES_HEIGHT = 440;
    private static final int LEFT = 86;
    private static final int TOP = 52;
    private static final int BOTTOM = 56;
    private static final int LEGEND_WIDTH = 210;
    private static final int BAR_LEFT = 216;
    private static final int BAR_HEIGHT = 22;
    private static final int BAR_PITCH = 32;
    private static final int BAR_RIGHT = 120;
    private static final String GRID = "#e3e7ec";

    private Plot() {}

    /**
     * A line.
     *
     * @param name that the legend gives it
     * @param colour as in CSS
     * @param strong whether it is what the plot is about
     * @param points in the order of x
     */
    record Series(String name, String colour, boolean strong, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }

        double last() {
            return points.get(points.size() - 1).y();
        }
    }

    /** A point of a line. */
    record Point(double x, double y) {}

    /**
     * A bar of one or two parts.
     *
     * @param name beside it
     * @param colour of the first part
     * @param value of the first part
     * @param further second part, drawn paler after the first; 0 for none
     */
    record Stick(String name, String colour, double value, double further) {
        double total() {
            return value + further;
        }
    }

    /** Text of axes. */
    record Labels(String title, String x, String y, DoubleFunction<String> xTick, DoubleFunction<String> yTick) {}

    /** Draws lines. */
    static String lines(Labels labels, boolean logarithmicX, boolean logarithmicY, List<Series> series) {
        final Svg svg = new Svg(WIDTH, LINES_HEIGHT, labels.title());
        final double right = WIDTH - LEGEND_WIDTH;
        final double bottom = LINES_HEIGHT - BOTTOM;
        final double[] x = range(series, Point::x);
        final double[] y = range(series, Point::y);
        final Axis across =
                logarithmicX ? Axis.powers(x[0], x[1], LEFT, right - 20) : Axis.linear(x[1], LEFT, right - 20);
        final Axis up = logarithmicY ? Axis.powers(y[0], y[1], bottom, TOP) : Axis.linear(y[1], bottom, TOP);
        for (final double tick : up.ticks()) {
            svg.line(LEFT, up.at(tick), right - 20, up.at(tick), GRID);
            svg.text(
                    LEFT - 8,
                    up.at(tick) + 4,
                    "end",
                    12,
                    false,
                    round(labels.yTick().apply(tick)));
        }
        for (final double tick : logarithmicX ? across.ticks() : distinctX(series)) {
            svg.line(across.at(tick), TOP, across.at(tick), bottom, GRID);
            svg.text(
                    across.at(tick),
                    bottom + 18,
                    "middle",
                    12,
                    false,
                    round(labels.xTick().apply(tick)));
        }
        svg.text((LEFT + right - 20) / 2, LINES_HEIGHT - 14, "middle", 13, false, labels.x());
        svg.upright(20, (TOP + bottom) / 2, labels.y());
        for (final Series line : series) {
            draw(svg, line, across, up);
        }
        legend(svg, series, right);
        return svg.end();
    }

    /** Drops decimals that are zero, and the unit of zero. */
    private static String round(String tick) {
        final String rounded = tick.replaceFirst("\\.0+(?=\\D|$)", "");
        return rounded.matches("0\\D*") ? "0" : rounded;
    }

    private static List<Double> distinctX(List<Series> series) {
        return series.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::x)
                .distinct()
                .sorted()
                .toList();
    }

    private static double[] range(List<Series> series, ToDoubleFunction<Point> coordinate) {
        final var statistics = series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(coordinate)
                .summaryStatistics();
        return new double[] {statistics.getMin(), statistics.getMax()};
    }

    private static void draw(Svg svg, Series line, Axis across, Axis up) {
        final int count = line.points().size();
        final double[] x = new double[count];
        final double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = across.at(line.points().get(i).x());
            y[i] = up.at(line.points().get(i).y());
        }
        svg.polyline(x, y, line.colour(), line.strong() ? 3.5 : 1.8);
        for (int i = 0; i < count; i++) {
            svg.circle(x[i], y[i], line.strong() ? 5 : 3.8, line.colour());
        }
    }

    /** Lists the lines from the highest to the lowest, as they end. */
    private static void legend(Svg svg, List<Series> series, double x) {
        double y = TOP + 12;
        for (final Series line : series.stream()
                .sorted(Comparator.comparingDouble(Series::last).reversed())
                .toList()) {
            svg.polyline(
                    new double[] {x, x + 22}, new double[] {y - 4, y - 4}, line.colour(), line.strong() ? 3.5 : 1.8);
            svg.circle(x + 11, y - 4, line.strong() ? 5 : 3.8, line.colour());
            svg.text(x + 30, y, "start", 12, line.strong(), line.name());
            y += 22;
        }
    }

    /** Draws bars from left to right, over a logarithmic axis if they differ by orders of magnitude. */
    static String bars(String title, String unit, boolean logarithmic, DoubleFunction<String> text, List<Stick> bars) {
        final int height = TOP + bars.size() * BAR_PITCH + BOTTOM;
        final Svg svg = new Svg(WIDTH, height, title);
        final double right = WIDTH - (double) BAR_RIGHT;
        final double bottom = TOP + (double) bars.size() * BAR_PITCH;
        final double most = bars.stream().mapToDouble(Stick::total).max().orElse(1);
        final double least = bars.stream().mapToDouble(Stick::total).min().orElse(1);
        final Axis axis =
                logarithmic ? Axis.powers(least / 2, most, BAR_LEFT, right) : Axis.linear(most, BAR_LEFT, right);
        for (final double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP, axis.at(tick), bottom, GRID);
            svg.text(axis.at(tick), bottom + 18, "middle", 12, false, round(text.apply(tick)));
        }
        svg.text((BAR_LEFT + right) / 2, height - 14.0, "middle", 13, false, unit);
        double y = TOP + (BAR_PITCH - BAR_HEIGHT) / 2.0;
        for (final Stick bar : bars) {
            final double middle = bar.value() <= 0 ? BAR_LEFT : axis.at(bar.value());
            svg.rectangle(BAR_LEFT, y, middle - BAR_LEFT, BAR_HEIGHT, bar.colour());
            final double end = bar.total() <= 0 ? BAR_LEFT : axis.at(bar.total());
            svg.rectangle(middle, y, end - middle, BAR_HEIGHT, "#ffffff");
            svg.rectangle(middle, y, end - middle, BAR_HEIGHT, bar.colour() + "66");
            svg.text(BAR_LEFT - 10, y + BAR_HEIGHT - 7, "end", 13, false, bar.name());
            svg.text(end + 6, y + BAR_HEIGHT - 7, "start", 12, false, text.apply(bar.total()));
            y += BAR_PITCH;
        }
        return svg.end();
    }
}
