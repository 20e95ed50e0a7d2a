package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomReaderTest {
    private final AtomReader reader = new AtomReader();

    private AtomReader read(AtomCode code) {
        reader.wrap(code);
        assertThat(reader.advance()).isTrue();
        return reader;
    }

    @Test
    void cursorPassesTheTokensInOrder() {
        AtomCode code = new AtomWriter()
                .expression(4)
                .symbol("f")
                .expression(0)
                .expression(1)
                .string("s")
                .variable("x")
                .toAtomCode();
        reader.wrap(code);

        assertToken(AtomKind.EXPRESSION, 0, 1);
        assertThat(reader.arity()).isEqualTo(4);
        assertToken(AtomKind.SYMBOL, 1, 3);
        assertToken(AtomKind.EXPRESSION, 3, 4);
        assertToken(AtomKind.EXPRESSION, 4, 5);
        assertToken(AtomKind.STRING, 5, 8);
        assertToken(AtomKind.VARIABLE, 8, 11);
        assertThat(reader.arity()).isZero();
        assertThat(reader.advance()).isFalse();
        assertThat(reader.advance()).isFalse();
        assertThat(reader.kind()).isEqualTo(AtomKind.VARIABLE);
        assertThat(reader.nextOffset()).isEqualTo(code.length());
    }

    private void assertToken(AtomKind kind, int offset, int nextOffset) {
        assertThat(reader.advance()).isTrue();
        assertThat(reader.kind()).isEqualTo(kind);
        assertThat(reader.offset()).isEqualTo(offset);
        assertThat(reader.nextOffset()).isEqualTo(nextOffset);
    }

    @Test
    void readingEndsWithTheAtomWhateverFollows() {
        UnsafeBuffer buffer = Hex.buffer("ff ff 41 81 61 00 00");
        reader.wrap(buffer, 2, 7);

        assertThat(reader.advance()).isTrue();
        assertThat(reader.advance()).isTrue();
        assertThat(reader.advance()).isFalse();
        assertThat(reader.nextOffset()).isEqualTo(5);
    }

    @Test
    void nothingIsReadBeforeTheFirstToken() {
        reader.wrap(AtomCode.symbol("a"));

        assertThat(reader.tag()).isZero();
        assertThat(reader.nextOffset()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 20_000})
    void textIsThatOfAnyLength(int length) {
        String text = "a".repeat(length);

        assertThat(read(AtomCode.symbol(text)).text()).isEqualTo(text);
        assertThat(reader.textLength()).isEqualTo(length);
        assertThat(reader.textOffset() + length).isEqualTo(reader.nextOffset());
        assertThat(read(AtomCode.string(text)).text()).isEqualTo(text);
        assertThat(read(AtomCode.variable(text)).text()).isEqualTo(text);
    }

    @Test
    void laterOccurrenceHasTheTextOfTheFirst() {
        read(AtomCode.expression(AtomCode.variable("x"), AtomCode.variable("yz"), AtomCode.variable("yz")));
        reader.advance();
        assertThat(reader.variableIndex()).isZero();
        reader.advance();
        assertThat(reader.isFirstOccurrence()).isTrue();
        int textOffset = reader.textOffset();
        reader.advance();

        assertThat(reader.isFirstOccurrence()).isFalse();
        assertThat(reader.variableIndex()).isEqualTo(1);
        assertThat(reader.variableCount()).isEqualTo(2);
        assertThat(reader.text()).isEqualTo("yz");
        assertThat(reader.textOffset()).isEqualTo(textOffset);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 255, 256, -256, 1L << 55, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
    void longReadsBack(long value) {
        read(AtomCode.integer(value));

        assertThat(reader.isBigInteger()).isFalse();
        assertThat(reader.longValue()).isEqualTo(value);
        assertThat(reader.bigIntegerValue()).isEqualTo(BigInteger.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551615",
                "-18446744073709551615",
                "18446744073709551616",
                "-18446744073709551616",
                "340282366920938463463374607431768211456",
                "-340282366920938463463374607431768211455"
            })
    void integerBeyondALongReadsBack(BigInteger value) {
        read(AtomCode.integer(value));

        assertThat(reader.isBigInteger()).isTrue();
        assertThat(reader.bigIntegerValue()).isEqualTo(value);
        assertThatThrownBy(reader::longValue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("token is not an integer of 64 bits: offset=0, tag=0x");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0.0, -0.0, 1.5, -1.5, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN})
    void floatReadsBack(double value) {
        assertThat(Double.doubleToRawLongBits(read(AtomCode.real(value)).doubleValue()))
                .isEqualTo(Double.doubleToLongBits(value));
    }

    @Test
    void boolReadsBack() {
        assertThat(read(AtomCode.bool(true)).boolValue()).isTrue();
        assertThat(read(AtomCode.bool(false)).boolValue()).isFalse();
    }

    @Test
    void handleReadsBack() {
        read(new AtomWriter().state(-1, 2).toAtomCode());
        assertThat(reader.kind()).isEqualTo(AtomKind.STATE);
        assertThat(reader.high()).isEqualTo(-1);
        assertThat(reader.low()).isEqualTo(2);

        read(new AtomWriter().space(Long.MIN_VALUE, Long.MAX_VALUE).toAtomCode());
        assertThat(reader.kind()).isEqualTo(AtomKind.SPACE);
        assertThat(reader.high()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.low()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void skippedChildrenStillCountTheirVariables() {
        read(AtomCode.expression(
                AtomCode.expression(AtomCode.variable("x"), AtomCode.expression(AtomCode.variable("y"))),
                AtomCode.variable("z"),
                AtomCode.variable("y")));
        reader.advance();
        reader.skipChildren();

        assertThat(reader.advance()).isTrue();
        assertThat(reader.variableIndex()).isEqualTo(2);
        assertThat(reader.advance()).isTrue();
        assertThat(reader.variableIndex()).isEqualTo(1);
        assertThat(reader.skipChildren().advance()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "29 01 61, an integer of 64 bits",
        "19 01, text",
        "08, a float",
        "81 61, a boolean",
        "40, a handle",
        "18, a variable"
    })
    void valueOfAnotherKindIsRefused(String hex, String what) {
        UnsafeBuffer buffer = Hex.buffer(hex);
        reader.wrap(buffer, 0, buffer.capacity()).advance();

        assertThatThrownBy(() -> ask(what))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("token is not " + what + ": offset=0, tag=0x"
                        + hex.substring(0, 2).replaceFirst("^0", "") + "; ask for its kind first");
    }

    private void ask(String what) {
        switch (what) {
            case "text" -> reader.text();
            case "a float" -> reader.doubleValue();
            case "a boolean" -> reader.boolValue();
            case "a handle" -> reader.low();
            case "a variable" -> reader.variableIndex();
            default -> reader.longValue();
        }
    }

    @Test
    void referenceToAVariableThatDidNotOccurIsRefused() {
        reader.wrap(Hex.buffer("42 01 01 78 02 01"), 0, 6);
        reader.advance();
        reader.advance();

        assertThatThrownBy(reader::advance)
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code refers to a variable that did not occur: offset=4, index=1, variables=1;"
                        + " the bytes are damaged or not an atom");
    }

    @Test
    void limitEndsTheReading() {
        reader.wrap(Hex.buffer("42 81 61 83 61 62 63"), 0, 5);
        reader.advance();
        reader.advance();

        assertThatThrownBy(reader::advance)
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code truncated: offset=3, neededBytes=4, limit=5;"
                        + " the bytes are damaged or not an atom");
    }
}
