package io.mettalith.tools.report;

import io.mettalith.store.report.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Where a line over the entries of a log lies. Entries stand at equal distances: logs have bursts and long silences.
 *
 * @param title of the picture
 * @param points from left to right, the oldest entry first
 * @param across labels below
 * @param up labels at the left
 */
record LinePlot(String title, List<Point> points, List<PlotFrame.Tick> across, List<PlotFrame.Tick> up) {
    private static final int MAX_DOTS = 60;

    /** A point, and what it says when pointed at. */
    record Point(double x, double y, String title) {}

    /** Returns the number of atoms over a log. */
    static LinePlot atoms(Growth growth) {
        return of("Atoms", growth, step -> step.entry().atoms(), Figures::brief, value -> Figures.count((long) value));
    }

    /** Returns the bytes that a log has stored up to each entry. */
    static LinePlot bytes(Growth growth) {
        return of("Bytes stored", growth, Growth.Step::allBytes, Figures::bytes, Figures::bytes);
    }

    private static LinePlot of(
            String title,
            Growth growth,
            ToLongFunction<Growth.Step> value,
            DoubleFunction<String> tick,
            DoubleFunction<String> exact) {
        final List<Growth.Step> steps = growth.steps();
        final Axis up = PlotFrame.up(steps.stream().mapToLong(value).max().orElse(0));
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            final Growth.Step step = steps.get(i);
            final long at = value.applyAsLong(step);
            points.add(new Point(
                    x(i, steps.size()),
                    up.at(at),
                    exact.apply(at) + ", " + Figures.time(step.entry().time())));
        }
        return new LinePlot(title, points, ends(steps), PlotFrame.ticks(up, tick));
    }

    private static double x(int place, int count) {
        final double inset = 10;
        final double from = PlotFrame.LEFT + inset;
        return count == 1
                ? (PlotFrame.LEFT + PlotFrame.RIGHT) / 2.0
                : from + place * (PlotFrame.RIGHT - inset - from) / (count - 1);
    }

    private static List<PlotFrame.Tick> ends(List<Growth.Step> steps) {
        final int last = steps.size() - 1;
        final List<PlotFrame.Tick> ends = new ArrayList<>();
        ends.add(new PlotFrame.Tick(x(0, last + 1), date(steps.get(0))));
        if (last > 0) {
            ends.add(new PlotFrame.Tick(x(last, last + 1), date(steps.get(last))));
        }
        return ends;
    }

    private static String date(Growth.Step step) {
        return Figures.time(step.entry().time()).substring(0, 10);
    }

    /** Returns the line as an SVG path. */
    String line() {
        final StringBuilder path = new StringBuilder();
        for (final Point point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Figures.length(point.x()))
                    .append(' ')
                    .append(Figures.length(point.y()));
        }
        return path.toString();
    }

    /** Returns the area between the line and the axis as an SVG path. */
    String area() {
        return line() + "L" + Figures.length(points.get(points.size() - 1).x()) + " " + PlotFrame.BASE + "L"
                + Figures.length(points.get(0).x()) + " " + PlotFrame.BASE + "Z";
    }

    /** Reports whether there are few enough points for a dot on each. */
    boolean hasDots() {
        return points.size() <= MAX_DOTS;
    }
}
