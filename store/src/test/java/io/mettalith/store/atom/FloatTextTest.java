package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "5, 5.0",
        "0.8, 0.8",
        "-18.5, -18.5",
        "100, 100.0",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "0.3333333333333333, 0.3333333333333333",
        "3.141592653589793, 3.141592653589793",
        "0.0001, 0.0001",
        "0.00012345, 0.00012345",
        "0.00009999, 9.999e-5",
        "0.00001, 1e-5",
        "0.00001234, 1.234e-5",
        "1e15, 1000000000000000.0",
        "1234567890123456, 1234567890123456.0",
        "9999999999999998, 9999999999999998.0",
        "1e16, 1e16",
        "1.5e16, 1.5e16",
        "-1e16, -1e16",
        "1e22, 1e22",
        "1e23, 1e23",
        "2e23, 2e23",
        "123456789012345680, 1.2345678901234568e17",
        "9007199254740993, 9007199254740992.0",
        "4.9e-324, 5e-324",
        "1e-323, 1e-323",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2.225073858507201e-308, 2.225073858507201e-308",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "2.0e-3, 0.002",
        "1.0e-3, 0.001",
        "2.98023223876953125e-8, 2.9802322387695313e-8",
        "1125899906842624.25, 1125899906842624.3",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, NaN"
    })
    void textIsThatOfRust(double value, String text) {
        assertThat(AtomPrinter.formatFloat(value)).isEqualTo(text);
    }

    @Test
    void textReadsBackAsTheSameValue() {
        Seed.check(100_000, random -> {
            double value = new RandomAtoms(random, false).real();
            assertThat(Double.valueOf(parse(AtomPrinter.formatFloat(value)))).isEqualTo(Double.valueOf(value));
        });
    }

    @Test
    void noFewerDigitsReadBack() {
        Seed.check(5_000, random -> {
            double value = Math.abs(new RandomAtoms(random, false).real());
            if (value > 0 && value < Double.POSITIVE_INFINITY) {
                checkShortest(value);
            }
        });
    }

    private static void checkShortest(double value) {
        BigDecimal printed = new BigDecimal(AtomPrinter.formatFloat(value)).stripTrailingZeros();
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < printed.precision(); precision++) {
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                assertThat(exact.round(new MathContext(precision, mode)).doubleValue())
                        .as("%s digits of %s", precision, printed)
                        .isNotEqualTo(value);
            }
        }
    }

    @Test
    void powersOfTwoAreNearest() {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            double value = Math.scalb(1.0, exponent);
            checkShortest(value);
            assertThat(parse(AtomPrinter.formatFloat(value))).isEqualTo(value);
        }
    }

    /** From JDK 19 on Double.toString gives the shortest digits too, but no fewer than two, and breaks ties to even. */
    @Test
    void digitsAreThoseOfAnyJdkFrom19On() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 19, "JDK 17 prints more digits than needed");
        Seed.check(200_000, random -> {
            double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (Double.isFinite(value)) {
                checkAgainstJdk(value);
            }
        });
    }

    private static void checkAgainstJdk(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal jdk = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal ours = new BigDecimal(AtomPrinter.formatFloat(value)).stripTrailingZeros();
        if (jdk.precision() > 2) {
            assertThat(ours.precision()).isEqualTo(jdk.precision());
            assertThat(ours.subtract(exact).abs())
                    .isEqualByComparingTo(jdk.subtract(exact).abs());
        }
    }

    @Test
    void textIsTheSameOnEveryJdk() {
        CRC32 crc = new CRC32();
        Random random = new Random(42);
        for (int i = 0; i < 50_000; i++) {
            double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextDouble() * 1e6;
            crc.update(ModelAtom.utf8(AtomPrinter.formatFloat(value)));
        }

        assertThat(crc.getValue()).isEqualTo(1159491621L);
    }

    private static double parse(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
