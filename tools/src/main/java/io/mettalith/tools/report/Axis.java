package io.mettalith.tools.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie along an axis of a plot.
 *
 * @param logarithmic whether a step multiplies
 * @param low the value at the beginning
 * @param high the value at the end
 * @param from the coordinate of the beginning
 * @param to the coordinate of the end
 */
public record Axis(boolean logarithmic, double low, double high, double from, double to) {
    private static final int MAX_TICKS = 10;

    /** Returns an axis that begins and ends at powers of ten around the values. */
    public static Axis powers(double least, double most, double from, double to) {
        final double low = Math.pow(10, Math.floor(Math.log10(least)));
        final double high = Math.pow(10, Math.ceil(Math.log10(most)));
        return new Axis(true, low, high > low ? high : low * 10, from, to);
    }

    /** Returns an axis from 0 to a round value beyond the greatest. */
    public static Axis linear(double most, double from, double to) {
        final double step = step(most);
        return new Axis(false, 0, Math.ceil(most / step) * step, from, to);
    }

    private static double step(double most) {
        final double power = Math.pow(10, Math.floor(Math.log10(most)));
        final double leading = most / power;
        return leading > 5 ? power : leading > 2 ? power / 2 : power / 5;
    }

    /** Returns the coordinate of a value. */
    public double at(double value) {
        final double part = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + part * (to - from);
    }

    /** Returns the values at which the axis is labelled, the lowest first. */
    public List<Double> ticks() {
        final List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            final int powers = (int) Math.round(Math.log10(high / low));
            final int every = (powers + MAX_TICKS - 1) / MAX_TICKS;
            for (int i = 0; i <= powers; i += every) {
                ticks.add(low * Math.pow(10, i));
            }
        } else {
            final double step = step(high);
            for (int i = 0; i * step <= high * 1.0001; i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }
}
