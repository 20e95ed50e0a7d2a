package io.mettalith.tools.report;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomPrinter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written on a page, the same in every locale. */
final class Figures {
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final double BYTES_PER_UNIT = 1024;
    private static final long MILLION = 1_000_000;
    private static final long THOUSAND = 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT_ID_LENGTH = 12;

    private Figures() {}

    /** Returns a number with all its digits, as {@code 677,677}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns a number in few characters, as {@code 678K}: what labels an axis. */
    static String brief(double value) {
        if (value >= MILLION) {
            return trimmed(value / MILLION) + "M";
        }
        return value >= THOUSAND ? trimmed(value / THOUSAND) + "K" : trimmed(value);
    }

    /** Returns bytes in a unit that leaves about three digits, as {@code 27.8 MiB}. */
    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= BYTES_PER_UNIT && unit < BYTE_UNITS.length - 1) {
            value /= BYTES_PER_UNIT;
            unit++;
        }
        final String digits = unit == 0 || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
        return digits + " " + BYTE_UNITS[unit];
    }

    /** Returns a part of a whole, as {@code 98.2 %}; 0 of nothing. */
    static String percent(double part, double whole) {
        final double percent = whole == 0 ? 0 : 100 * part / whole;
        if (percent > 0 && percent < 0.1) {
            return "< 0.1 %";
        }
        return percent > 99.9 && percent < 100 ? "> 99.9 %" : trimmed(percent) + " %";
    }

    /** Returns a number with one decimal, and none if that is 0. */
    static String trimmed(double value) {
        final String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Returns a length in a picture. */
    static String length(double length) {
        return String.format(Locale.ROOT, "%.2f", length);
    }

    /** Returns a part of a whole as a length from 0 to 100. */
    static String share(double part, double whole) {
        return length(whole == 0 ? 0 : 100 * part / whole);
    }

    /** Returns a time to the second. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Returns the beginning of an id, as commands print it. */
    static String shortId(Object id) {
        return id.toString().substring(0, SHORT_ID_LENGTH);
    }

    /** Returns the text of an atom, with an ellipsis for what is beyond {@code limit} characters. */
    static String text(AtomCode atom, int limit) {
        final String text = AtomPrinter.print(atom);
        if (text.length() <= limit) {
            return text;
        }
        final int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + "…";
    }
}
