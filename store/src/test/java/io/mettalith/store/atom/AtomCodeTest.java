package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AtomCodeTest {
    private static final AtomCode FACT =
            AtomCode.expression(AtomCode.symbol("parent"), AtomCode.symbol("Tom"), AtomCode.symbol("Bob"));

    @Test
    void codesOfTheSameBytesAreEqual() {
        AtomCode copy = AtomCode.copyOf(FACT.toByteArray(), 0, FACT.length());

        assertThat(copy).isEqualTo(FACT).hasSameHashCodeAs(FACT).isEqualByComparingTo(FACT);
        assertThat(copy).isNotEqualTo(AtomCode.symbol("parent")).isNotEqualTo("parent");
    }

    @Test
    void codesCompareByUnsignedBytes() {
        assertThat(AtomCode.symbol("a"))
                .isGreaterThan(AtomCode.integer(1))
                .isGreaterThan(FACT)
                .isLessThan(AtomCode.symbol("b"));
        assertThat(AtomCode.symbol("b")).isLessThan(AtomCode.symbol("aa"));
    }

    @Test
    void laterChangesOfTheSourceDoNotShow() {
        byte[] source = FACT.toByteArray();
        AtomCode code = AtomCode.copyOf(new UnsafeBuffer(source), 0, source.length);
        source[0] = 0;
        code.toByteArray()[0] = 0;

        assertThat(code).isEqualTo(FACT);
    }

    @Test
    void rangeIsCopiedFromWithin() {
        byte[] bytes = Hex.bytes("00 41 81 61 00");

        assertThat(AtomCode.copyOf(bytes, 1, 3)).hasToString("(a)");
        assertThat(AtomCode.copyOf(new UnsafeBuffer(bytes), 2, 2)).hasToString("a");
    }

    @Test
    void copiedBytesAreVerified() {
        assertThatThrownBy(() -> AtomCode.copyOf(Hex.bytes("41 81 61 00"), 0, 4))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage(
                        "atom code followed by other bytes: end=3, limit=4;" + " the bytes are damaged or not an atom");
        assertThatThrownBy(() -> AtomCode.copyOf(Hex.bytes("41 81 61"), 1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void groundIsThatWithoutVariables() {
        AtomCode rule = AtomCode.expression(FACT, AtomCode.variable("x"));

        assertThat(FACT.ground()).isTrue();
        assertThat(rule.ground()).isFalse();
        assertThat(AtomCode.copyOf(rule.toByteArray(), 0, rule.length()).ground())
                .isFalse();
        assertThat(AtomCode.copyOf(FACT.toByteArray(), 0, FACT.length()).ground())
                .isTrue();
    }

    @Test
    void expressionUnifiesTheVariablesOfItsChildrenByName() {
        AtomCode left = AtomCode.expression(AtomCode.variable("x"), AtomCode.variable("y"));
        AtomCode right = AtomCode.expression(AtomCode.variable("y"), AtomCode.variable("x"));

        AtomCode rule = AtomCode.expression(AtomCode.symbol("="), left, right);

        assertThat(rule).hasToString("(= ($x $y) ($y $x))");
        assertThat(AtomVerifier.verify(rule.buffer(), 0, rule.length())).isEqualTo(2);
    }

    @Test
    void bytesAreReadWithoutCopyAndWithCopy() {
        byte[] target = new byte[FACT.length() + 2];
        FACT.copyTo(target, 1);

        assertThat(new UnsafeBuffer(target, 1, FACT.length())).isEqualTo(FACT.buffer());
        assertThat(FACT.buffer().capacity()).isEqualTo(FACT.length());
        assertThatThrownBy(() -> FACT.copyTo(target, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void integerEqualsTheSameBigInteger() {
        assertThat(AtomCode.integer(BigInteger.TEN)).isEqualTo(AtomCode.integer(10));
        assertThat(AtomCode.integer(10)).isNotEqualTo(AtomCode.real(10)).isNotEqualTo(AtomCode.symbol("10"));
    }

    @Test
    void textIsNotNormalized() {
        assertThat(AtomCode.symbol("\u00e9")).isNotEqualTo(AtomCode.symbol("e\u0301"));
    }
}
