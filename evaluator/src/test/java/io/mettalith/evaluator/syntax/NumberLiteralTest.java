package io.mettalith.evaluator.syntax;

import static io.mettalith.evaluator.syntax.Parsing.atom;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SmallStack;
import io.mettalith.evaluator.atom.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberLiteralTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "+5", "-5", "007", "-0", "999999999999999999", "-999999999999999999"})
    void integers(String word) {
        assertThat(atom(word)).isEqualTo(Numbers.integer(Long.parseLong(word)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000000",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "-9223372036854775809",
                "+123456789012345678901234567890",
                "00000000000000000000000000000000000000001"
            })
    void integersOfAnySizeAreExact(String word) {
        assertThat(atom(word)).isEqualTo(Numbers.integer(new BigInteger(word)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.0",
                "+5.5",
                "-0.0",
                "12345.678901",
                "0.1",
                "3e3",
                "3E3",
                "1.2345e+2",
                "12345e-02",
                "-1e-400",
                "1e400",
                "0.123456789012345678901234567890",
                "123456789012345.6",
                "9007199254740993.0"
            })
    void floatsAreTheNearestRepresentable(String word) {
        assertThat(atom(word)).isEqualTo(Numbers.floating(Double.parseDouble(word)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".5",
                "5.",
                "5.e3",
                "-.5",
                "+",
                "-",
                "+-5",
                "--5",
                "1e",
                "1e+",
                "1.5.5",
                "1.5e1.5",
                "1e5x",
                "3d",
                "1_000",
                "0x1F",
                "5f",
                "1.0d",
                "NaN",
                "inf",
                "Infinity",
                "1,5",
                "e5",
                "٣",
                "1٣"
            })
    void otherWordsAreSymbols(String word) {
        assertThat(atom(word)).isEqualTo(Symbol.of(word));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1999, 2001, 5003})
    void integersOfManyDigitsAreExact(int digits) {
        Random random = new Random(digits);
        StringBuilder word = new StringBuilder("-7");
        while (word.length() <= digits) {
            word.append(random.nextInt(3) * random.nextInt(5));
        }
        assertThat(atom(word.toString())).isEqualTo(Numbers.integer(new BigInteger(word.toString())));
    }

    @Test
    void integerOfAMillionDigitsTakesNoQuadraticTime() {
        SmallStack.run(() -> assertThat(atom("9".repeat(1_000_000))
                        .equals(Numbers.integer(BigInteger.TEN.pow(1_000_000).subtract(BigInteger.ONE))))
                .isTrue());
    }

    @Test
    void shortDecimalsRoundAsExactOnesDo() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal decimal = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), 1 + random.nextInt(16));
            String word = decimal.toPlainString();
            assertThat(atom(word)).as(word).isEqualTo(Numbers.floating(Double.parseDouble(word)));
        }
    }
}
