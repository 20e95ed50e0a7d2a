package io.mettalith.bench.report;

import java.util.Locale;

/** Figures as readers like them. */
final class Units {
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;

    private Units() {}

    /** Returns the figure with its unit, both scaled to a readable size. */
    static String format(double value, String unit) {
        return switch (unit) {
            case "ns/op" -> time(value);
            case "us" -> time(value * THOUSAND);
            case "ops/s" -> rate(value) + "/s";
            case "facts/s" -> rate(value) + " facts/s";
            case "B/s" -> String.format(Locale.ROOT, "%,.0f MB/s", value / MILLION);
            case "%" -> digits(value) + " %";
            case "B/fact" -> digits(value) + " B";
            case "B" -> String.format(Locale.ROOT, "%,.0f B", value);
            default -> digits(value);
        };
    }

    /** Returns the figure with what it may be off by, if that is known. */
    static String format(Measurement measurement) {
        final String score = format(measurement.score(), measurement.unit());
        if (measurement.error() <= 0 || measurement.score() == 0) {
            return score;
        }
        final double percent = 100 * measurement.error() / measurement.score();
        return score + " ±" + (percent < 9.5 ? String.format(Locale.ROOT, "%.1f", percent) : Math.round(percent))
                + " %";
    }

    /** Returns nanoseconds as a time. */
    static String time(double ns) {
        if (ns < THOUSAND) {
            return digits(ns) + " ns";
        }
        if (ns < MILLION) {
            return digits(ns / THOUSAND) + " µs";
        }
        return ns < BILLION ? digits(ns / MILLION) + " ms" : digits(ns / BILLION) + " s";
    }

    private static String rate(double perSecond) {
        return perSecond < MILLION ? digits(perSecond / THOUSAND) + "K" : digits(perSecond / MILLION) + "M";
    }

    /** Returns three digits that count. */
    static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        final double magnitude = Math.abs(value);
        final int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.01 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Returns a number of atoms, as {@code 10M}. */
    static String count(long count) {
        if (count >= MILLION && count % (long) MILLION == 0) {
            return count / (long) MILLION + "M";
        }
        return count >= THOUSAND && count % (long) THOUSAND == 0 ? count / (long) THOUSAND + "K" : Long.toString(count);
    }

    /** Returns a ratio, as {@code 2.3 times} or {@code 12,000 times}. */
    static String times(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.1f times" : "%,.0f times", ratio);
    }
}
