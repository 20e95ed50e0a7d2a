package io.mettalith.tools.report;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The frame of a plot: a horizontal axis at the bottom, lines across at round values.
 *
 * <pre>
 *   (0,0) ------------------------------ (WIDTH,0)
 *     |       TOP
 *     | LEFT  +--------------------+  RIGHT
 *     |       |                    |
 *     |       +--------------------+ BASE
 *     |         labels of columns
 *   (0,HEIGHT) -------------------- (WIDTH,HEIGHT)
 * </pre>
 */
final class PlotFrame {
    static final int WIDTH = 640;
    static final int HEIGHT = 260;
    static final int LEFT = 64;
    static final int RIGHT = WIDTH - 12;
    static final int TOP = 16;
    static final int BASE = HEIGHT - 34;

    private PlotFrame() {}

    /** A label at a coordinate. */
    record Tick(double at, String label) {}

    /** Returns the vertical axis of values up to {@code most}. */
    static Axis up(double most) {
        return Axis.linear(Math.max(1, most), BASE, TOP);
    }

    /** Returns the labels of an axis. */
    static List<Tick> ticks(Axis axis, DoubleFunction<String> label) {
        return axis.ticks().stream()
                .map(value -> new Tick(axis.at(value), label.apply(value)))
                .toList();
    }
}
