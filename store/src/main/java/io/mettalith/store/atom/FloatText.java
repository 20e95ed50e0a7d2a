package io.mettalith.store.atom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Text of floats: the shortest digits that read back as the same value, the nearest to it where there are several. The
 * same on every JDK; {@link Double#toString(double)} has more digits than needed before JDK 19 (JDK-4511638), and keeps
 * two at least after.
 *
 * @see <a href="https://doc.rust-lang.org/src/core/fmt/float.rs.html">Rust: core::fmt::float</a>
 */
final class FloatText {
    private static final double LEAST_DECIMAL = 1e-4;
    private static final double LEAST_EXPONENTIAL = 1e16;

    /** Below this, a decimal is the only one of so few digits that reads back as its value. */
    private static final double UNIQUE_DIGITS = 1e15;

    private static final int UNIQUE_PRECISION = 15;
    private static final int ENOUGH_PRECISION = 17;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private FloatText() {}

    static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        return sign + formatMagnitude(Math.abs(value));
    }

    private static String formatMagnitude(double magnitude) {
        if (magnitude == Double.POSITIVE_INFINITY) {
            return "inf";
        }
        if (magnitude == 0) {
            return "0.0";
        }
        if (magnitude >= LEAST_DECIMAL && magnitude < UNIQUE_DIGITS) {
            return fewDigits(magnitude);
        }
        return manyDigits(magnitude);
    }

    /** Finds an integer of at most fifteen digits that a power of ten divides to give the value exactly. */
    private static String fewDigits(double magnitude) {
        for (int scale = 0; scale < POWERS_OF_TEN.length; scale++) {
            double scaled = Math.rint(magnitude * POWERS_OF_TEN[scale]);
            if (scaled >= UNIQUE_DIGITS) {
                break;
            }
            if (scaled / POWERS_OF_TEN[scale] == magnitude) {
                String digits = Long.toString((long) scaled);
                return decimal(digits, digits.length() - scale);
            }
        }
        return manyDigits(magnitude);
    }

    private static String manyDigits(double magnitude) {
        BigDecimal shortest = shortest(magnitude).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return magnitude < LEAST_DECIMAL || magnitude >= LEAST_EXPONENTIAL
                ? exponential(digits, point)
                : decimal(digits, point);
    }

    /**
     * Tries more and more digits, both roundings of each. A normal value that fifteen digits or fewer express is the
     * only one that they express, so the search begins there and leaves the zeros at the end.
     */
    private static BigDecimal shortest(double magnitude) {
        BigDecimal exact = new BigDecimal(magnitude);
        for (int precision = magnitude < Double.MIN_NORMAL ? 1 : UNIQUE_PRECISION;
                precision < ENOUGH_PRECISION;
                precision++) {
            BigDecimal below = exact.round(new MathContext(precision, RoundingMode.DOWN));
            BigDecimal above = exact.round(new MathContext(precision, RoundingMode.UP));
            boolean belowReadsBack = below.doubleValue() == magnitude;
            boolean aboveReadsBack = above.doubleValue() == magnitude;
            if (belowReadsBack && aboveReadsBack) {
                return exact.round(new MathContext(precision, RoundingMode.HALF_UP));
            }
            if (belowReadsBack || aboveReadsBack) {
                return belowReadsBack ? below : above;
            }
        }
        return exact.round(new MathContext(ENOUGH_PRECISION, RoundingMode.HALF_UP));
    }

    /** Decimal notation of {@code 0.digits * 10^point}. */
    private static String decimal(String digits, int point) {
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length()) + ".0";
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    /** Exponential notation of {@code 0.digits * 10^point}. */
    private static String exponential(String digits, int point) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (point - 1);
    }
}
