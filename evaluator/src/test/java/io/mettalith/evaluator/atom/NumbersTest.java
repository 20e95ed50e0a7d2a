package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

    @Test
    void integersThatFitSixtyFourBitsAreNormalised() {
        assertThat(Numbers.integer(BigInteger.TEN)).isSameAs(Numbers.integer(10));
        assertThat(Numbers.integer(TWO_TO_63.negate())).isEqualTo(Numbers.integer(Long.MIN_VALUE));
        assertThat(Numbers.integer(TWO_TO_63.subtract(BigInteger.ONE))).isEqualTo(Numbers.integer(Long.MAX_VALUE));
        assertThat(Numbers.integer(TWO_TO_63)).isInstanceOf(BigIntegerAtom.class);
        assertThat(Numbers.integer(TWO_TO_63.negate().subtract(BigInteger.ONE))).isInstanceOf(BigIntegerAtom.class);
    }

    @Test
    void smallIntegersAreCached() {
        for (long value = -200; value < 1200; value++) {
            assertThat(Numbers.integer(value).value()).isEqualTo(value);
        }
        assertThat(Numbers.integer(-128)).isSameAs(Numbers.integer(-128));
        assertThat(Numbers.integer(1023)).isSameAs(Numbers.integer(1023));
        assertThat(Numbers.integer(1024)).isNotSameAs(Numbers.integer(1024));
    }

    @Test
    void languageEqualityPromotesIntegersToFloats() {
        assertThat(Numbers.languageEquals(Numbers.integer(1), Numbers.floating(1)))
                .isTrue();
        assertThat(Numbers.languageEquals(Numbers.floating(1), Numbers.integer(1)))
                .isTrue();
        assertThat(Numbers.languageEquals(Numbers.floating(1.5), Numbers.integer(1)))
                .isFalse();
        assertThat(Numbers.languageEquals(Numbers.integer(TWO_TO_63), Numbers.floating(0x1p63)))
                .isTrue();
        assertThat(Numbers.languageEquals(Numbers.floating(0.0), Numbers.floating(-0.0)))
                .isTrue();
        assertThat(Numbers.languageEquals(Numbers.floating(Double.NaN), Numbers.floating(Double.NaN)))
                .isFalse();
    }

    @Test
    void languageEqualityOfIntegersIsExact() {
        assertThat(Numbers.languageEquals(Numbers.integer(Long.MAX_VALUE), Numbers.integer(Long.MAX_VALUE - 1)))
                .isFalse();
        assertThat(Numbers.languageEquals(Numbers.integer(TWO_TO_63), Numbers.integer(TWO_TO_63)))
                .isTrue();
    }

    @Test
    void noIntegerEqualsAnInfinity() {
        NumberAtom huge = Numbers.integer(BigInteger.ONE.shiftLeft(5000));
        assertThat(huge.doubleValue()).isInfinite();
        assertThat(Numbers.languageEquals(huge, Numbers.floating(Double.POSITIVE_INFINITY)))
                .isFalse();
    }
}
