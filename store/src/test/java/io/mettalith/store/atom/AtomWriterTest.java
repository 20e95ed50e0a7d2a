package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomWriterTest {
    private final AtomWriter writer = new AtomWriter();

    @Test
    void symbolIsItsLengthAndBytes() {
        assertThat(Hex.of(writer.symbol("abc"))).isEqualTo("83 61 62 63");
        assertThat(Hex.of(writer.reset().symbol(""))).isEqualTo("80");
        assertThat(Hex.of(writer.reset().symbol("é"))).isEqualTo("82 c3 a9");
    }

    @Test
    void symbolOf127BytesIsLong() {
        assertThat(Hex.of(writer.symbol("a".repeat(126)))).startsWith("fe 61").hasSize(127 * 3 - 1);
        assertThat(Hex.of(writer.reset().symbol("a".repeat(127)))).startsWith("ff 7f 61");
        assertThat(Hex.of(writer.reset().symbol("a".repeat(128)))).startsWith("ff 80 80 61");
        assertThat(Hex.of(writer.reset().symbol("é".repeat(63)))).startsWith("fe c3");
        assertThat(Hex.of(writer.reset().symbol("é".repeat(64)))).startsWith("ff 80 80 c3");
    }

    @ParameterizedTest
    @CsvSource({"''", "abc", "é変🂡", "abcdefghijklmnopqrstuvwxyz"})
    void symbolOfBytesIsTheSymbolOfTheirText(String name) {
        byte[] utf8 = ModelAtom.utf8("<" + name + ">");

        AtomCode code = writer.symbol(utf8, 1, utf8.length - 2).toAtomCode();

        assertThat(code).isEqualTo(AtomCode.symbol(name));
    }

    @Test
    void longSymbolOfBytesIsTheSymbolOfTheirText() {
        byte[] utf8 = ModelAtom.utf8("é".repeat(100));

        assertThat(writer.symbol(utf8, 0, utf8.length).toAtomCode()).isEqualTo(AtomCode.symbol("é".repeat(100)));
    }

    @Test
    void symbolOfDamagedBytesIsRefused() {
        byte[] latin1 = {'a', 'b', (byte) 0xE9, 'c'};

        assertThatThrownBy(() -> writer.symbol(latin1, 1, 3))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code has text that is not UTF-8: offset=2; the bytes are damaged or not an atom");
    }

    @Test
    void variableIsItsNameFirstAndAnIndexAfter() {
        writer.expression(5)
                .variable("x")
                .variable("y")
                .variable("x")
                .variable("y")
                .variable("");

        assertThat(Hex.of(writer)).isEqualTo("45 01 01 78 01 01 79 02 00 02 01 01 00");
        assertThat(writer.ground()).isFalse();
    }

    @Test
    void manyVariablesKeepTheirIndexes() {
        int count = 1000;
        writer.expression(2 * count);
        for (int i = 0; i < 2 * count; i++) {
            writer.variable("v" + i % count);
        }
        AtomReader reader = new AtomReader().wrap(writer.toAtomCode());
        reader.advance();

        for (int i = 0; i < 2 * count; i++) {
            assertThat(reader.advance()).isTrue();
            assertThat(reader.variableIndex()).isEqualTo(i % count);
            assertThat(reader.isFirstOccurrence()).isEqualTo(i < count);
            assertThat(reader.text()).isEqualTo("v" + i % count);
        }
    }

    @Test
    void resetForgetsTheVariables() {
        writer.expression(20);
        for (int i = 0; i < 20; i++) {
            writer.variable("v" + i);
        }

        assertThat(Hex.of(writer.reset().variable("v17"))).isEqualTo("01 03 76 31 37");
        assertThat(writer.reset().ground()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 18",
        "1, 19 01",
        "255, 19 ff",
        "256, 1a 01 00",
        "-1, 17 fe",
        "-255, 17 00",
        "-256, 16 fe ff",
        "9223372036854775807, 20 7f ff ff ff ff ff ff ff",
        "-9223372036854775808, 10 7f ff ff ff ff ff ff ff",
        "9223372036854775808, 20 80 00 00 00 00 00 00 00",
        "-9223372036854775809, 10 7f ff ff ff ff ff ff fe",
        "18446744073709551615, 20 ff ff ff ff ff ff ff ff",
        "-18446744073709551615, 10 00 00 00 00 00 00 00 00",
        "18446744073709551616, 21 09 01 00 00 00 00 00 00 00 00",
        "-18446744073709551616, 0f f6 fe ff ff ff ff ff ff ff ff"
    })
    void integerHasOneForm(BigInteger value, String hex) {
        assertThat(Hex.of(writer.integer(value))).isEqualTo(hex);
        if (value.bitLength() < Long.SIZE) {
            assertThat(Hex.of(writer.reset().integer(value.longValueExact()))).isEqualTo(hex);
        }
    }

    @Test
    void lengthOfABigIntegerIsAVarint() {
        BigInteger value = BigInteger.ONE.shiftLeft(8 * 200);

        assertThat(Hex.of(writer.integer(value))).startsWith("21 80 c9 01 00");
        assertThat(Hex.of(writer.reset().integer(value.negate()))).startsWith("0f 7f 36 fe ff");
    }

    @ParameterizedTest
    @CsvSource({
        "-Infinity, 28 00 0f ff ff ff ff ff ff",
        "-1.0, 28 40 0f ff ff ff ff ff ff",
        "-0.0, 28 7f ff ff ff ff ff ff ff",
        "0.0, 28 80 00 00 00 00 00 00 00",
        "1.0, 28 bf f0 00 00 00 00 00 00",
        "Infinity, 28 ff f0 00 00 00 00 00 00",
        "NaN, 28 ff f8 00 00 00 00 00 00"
    })
    void floatIsItsOrderedBits(double value, String hex) {
        assertThat(Hex.of(writer.real(value))).isEqualTo(hex);
    }

    @Test
    void everyNanHasTheSameCode() {
        AtomCode nan = AtomCode.real(Double.NaN);

        assertThat(AtomCode.real(Double.longBitsToDouble(0x7FF0000000000001L))).isEqualTo(nan);
        assertThat(AtomCode.real(Double.longBitsToDouble(0xFFF8000000000000L))).isEqualTo(nan);
    }

    @Test
    void stringIsItsLengthAndBytes() {
        assertThat(Hex.of(writer.string("ab"))).isEqualTo("29 02 61 62");
        assertThat(Hex.of(writer.reset().string(""))).isEqualTo("29 00");
        assertThat(Hex.of(writer.reset().string("変"))).isEqualTo("29 03 e5 a4 89");
        assertThat(Hex.of(writer.reset().string("a".repeat(128)))).startsWith("29 80 80 61");
    }

    @Test
    void boolIsItsTag() {
        assertThat(Hex.of(writer.bool(false))).isEqualTo("08");
        assertThat(Hex.of(writer.reset().bool(true))).isEqualTo("09");
    }

    @Test
    void handleIsItsId() {
        assertThat(Hex.of(writer.state(0x0102030405060708L, -2)))
                .isEqualTo("30 01 02 03 04 05 06 07 08 ff ff ff ff ff ff ff fe");
        assertThat(Hex.of(writer.reset().space(0, 1))).isEqualTo("31 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01");
    }

    @Test
    void expressionIsItsArityAndChildren() {
        assertThat(Hex.of(writer.expression(0))).isEqualTo("40");
        assertThat(Hex.of(writer.reset().expression(2).symbol("a").expression(1).integer(1)))
                .isEqualTo("42 81 61 41 19 01");
    }

    @Test
    void expressionOf63ChildrenIsLong() {
        assertThat(Hex.of(writer.expression(62))).isEqualTo("7e");
        assertThat(Hex.of(writer.reset().expression(63))).isEqualTo("7f 3f");
        assertThat(Hex.of(writer.reset().expression(128))).isEqualTo("7f 80 80");
    }

    @Test
    void atomIsCompleteWithItsLastToken() {
        assertThat(writer.isComplete()).isFalse();
        assertThat(writer.expression(2).isComplete()).isFalse();
        assertThat(writer.expression(0).isComplete()).isFalse();
        assertThat(writer.integer(7).isComplete()).isTrue();
        assertThat(writer.length()).isEqualTo(4);
        assertThat(writer.reset().isComplete()).isFalse();
    }

    @Test
    void incompleteAtomIsNoCode() {
        writer.expression(3).symbol("a");

        assertThatThrownBy(writer::toAtomCode)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("atom not complete: lengthBytes=3, missingAtoms=2;"
                        + " write as many atoms as the arity of each expression says");
    }

    @Test
    void completeAtomTakesNoMore() {
        writer.symbol("a");

        assertThatThrownBy(() -> writer.symbol("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("atom already complete: lengthBytes=2; reset the writer to begin another");
        assertThat(writer.toAtomCode()).isEqualTo(AtomCode.symbol("a"));
    }

    @Test
    void negativeArityIsRefused() {
        assertThatThrownBy(() -> writer.expression(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arity must not be negative: arity=-1");
    }

    @Test
    void arityIsCapped() {
        assertThat(Hex.of(writer.expression(AtomDescriptor.MAX_ARITY))).isEqualTo("7f e1 00 00 00");
        assertThatThrownBy(() -> writer.reset().expression(AtomDescriptor.MAX_ARITY + 1))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom too wide: arity=16777217, maxArity=16777216; keep the parts as atoms of their own");
    }

    @Test
    void atomsToComeCountAsLength() {
        int wide = AtomDescriptor.MAX_ARITY;
        writer.expression(wide).expression(wide).expression(wide);

        assertThatThrownBy(() -> writer.expression(wide))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom too long: lengthBytes=671088")
                .hasMessageEndingWith(", maxLengthBytes=67108864; keep the parts as atoms of their own");
    }

    @Test
    void lengthIsCapped() {
        int payload = AtomDescriptor.MAX_LENGTH - 5;
        String longest = "a".repeat(payload);

        assertThat(writer.string(longest).length()).isEqualTo(AtomDescriptor.MAX_LENGTH);
        assertThatThrownBy(() -> writer.reset().string(longest + "a"))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom too long: lengthBytes=67108865, maxLengthBytes=67108864;"
                        + " keep the parts as atoms of their own");
        assertThatThrownBy(() -> writer.reset().expression(2).symbol("f").symbol(longest))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom too long");
    }

    @Test
    void unpairedSurrogateIsRefused() {
        assertThatThrownBy(() -> writer.symbol("a\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text is not Unicode, a surrogate has no partner: index=1, char=0xd800;"
                        + " replace it before making an atom");
    }

    @Test
    void copyTakesAGroundPart() {
        AtomCode part = AtomCode.expression(AtomCode.symbol("g"), AtomCode.integer(300));
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[100]);
        buffer.putBytes(50, part.toByteArray());

        AtomCode whole =
                writer.expression(2).symbol("f").copy(buffer, 50, part.length()).toAtomCode();

        assertThat(whole).isEqualTo(AtomCode.expression(AtomCode.symbol("f"), part));
    }

    @Test
    void writtenAtomUnifiesItsVariablesByName() {
        AtomCode part = AtomCode.expression(AtomCode.variable("y"), AtomCode.variable("x"), AtomCode.variable("y"));

        AtomCode whole = writer.expression(2).variable("x").atom(part).toAtomCode();

        assertThat(whole).hasToString("($x ($y $x $y))");
        assertThat(whole.toByteArray()).isEqualTo(Hex.bytes("42 01 01 78 43 01 01 79 02 00 02 01"));
    }

    @Test
    void arrayHoldsTheCodeFromItsFirstByte() {
        writer.expression(1).symbol("a".repeat(10_000));

        assertThat(new UnsafeBuffer(writer.array(), 0, writer.length()))
                .isEqualTo(new UnsafeBuffer(writer.toAtomCode().toByteArray()));
    }
}
