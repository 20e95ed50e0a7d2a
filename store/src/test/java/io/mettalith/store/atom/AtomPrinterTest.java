package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomPrinterTest {
    private static String quoted(String text) {
        return AtomPrinter.appendQuoted(new StringBuilder(), text).toString();
    }

    @Test
    void expressionStandsBetweenParentheses() {
        AtomCode unit = AtomCode.expression();
        AtomCode a = AtomCode.symbol("a");

        assertThat(unit).hasToString("()");
        assertThat(AtomCode.expression(a)).hasToString("(a)");
        assertThat(AtomCode.expression(a, AtomCode.expression(unit, a), AtomCode.expression(unit)))
                .hasToString("(a (() a) (()))");
    }

    @Test
    void leavesPrintByKind() {
        assertThat(AtomCode.symbol("has spaces \"raw\"")).hasToString("has spaces \"raw\"");
        assertThat(AtomCode.variable("x")).hasToString("$x");
        assertThat(AtomCode.bool(true)).hasToString("True");
        assertThat(AtomCode.bool(false)).hasToString("False");
        assertThat(AtomCode.integer(Long.MIN_VALUE)).hasToString("-9223372036854775808");
        assertThat(AtomCode.integer(BigInteger.TEN.pow(30).negate())).hasToString("-1" + "0".repeat(30));
        assertThat(AtomCode.real(5)).hasToString("5.0");
        assertThat(AtomCode.string("te\"st")).hasToString("\"te\\\"st\"");
    }

    @Test
    void leavesMayBePrintedInAWayOfTheirOwn() {
        AtomCode code = AtomCode.expression(
                AtomCode.symbol("f"), AtomCode.variable("x"), AtomCode.expression(AtomCode.symbol("g")));
        StringBuilder out = new StringBuilder();

        AtomPrinter.append(out, code.buffer(), 0, code.length(), (text, leaf) -> {
            if (leaf.kind() == AtomKind.SYMBOL) {
                byte[] name = new byte[leaf.textLength()];
                leaf.getText(name, 0);
                text.append('<').append((char) name[0]).append('>');
            }
            return leaf.kind() == AtomKind.SYMBOL;
        });

        assertThat(out).hasToString("(<f> $x (<g>))");
    }

    @Test
    void handlePrintsItsIdInHexadecimal() {
        AtomWriter writer = new AtomWriter();

        assertThat(writer.state(0, 0x1f).toAtomCode()).hasToString("(State #1f)");
        assertThat(writer.reset().state(1, 2).toAtomCode()).hasToString("(State #10000000000000002)");
        assertThat(writer.reset().space(0, 0).toAtomCode()).hasToString("&space-0");
        assertThat(writer.reset().space(-1, -1).toAtomCode()).hasToString("&space-" + "f".repeat(32));
    }

    @Test
    void laterOccurrencePrintsTheName() {
        AtomCode x = AtomCode.variable("x");

        assertThat(AtomCode.expression(x, AtomCode.variable("y"), x)).hasToString("($x $y $x)");
    }

    @Test
    void atomIsPrintedFromWithinABuffer() {
        StringBuilder out = new StringBuilder("> ");
        AtomPrinter.append(out, Hex.buffer("00 42 81 61 09 00"), 1, 6);

        assertThat(out).hasToString("> (a True)");
    }

    @Test
    void damagedCodeIsRefused() {
        UnsafeBuffer damaged = Hex.buffer("42 81 61");

        assertThatThrownBy(() -> AtomPrinter.append(new StringBuilder(), damaged, 0, 3))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom code truncated: offset=3");
    }

    @Test
    void quotesBackslashesAndLinesAreEscaped() {
        assertThat(quoted("")).isEqualTo("\"\"");
        assertThat(quoted("a\"b\\c\nd\re\tf'g")).isEqualTo("\"a\\\"b\\\\c\\nd\\re\\tf'g\"");
    }

    @Test
    void textWithAGlyphStandsAsItIs() {
        assertThat(quoted("é 変 🂡 ~")).isEqualTo("\"é 変 🂡 ~\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1b, 1b",
        "7f, 7f",
        "9f, 9f",
        "a0, a0",
        "ad, ad",
        "200b, 200b",
        "202e, 202e",
        "2066, 2066",
        "3000, 3000",
        "feff, feff"
    })
    void characterWithoutAGlyphIsEscaped(String codePoint, String escape) {
        String text = Character.toString(Integer.parseInt(codePoint, 16));

        assertThat(quoted("a" + text + "b")).isEqualTo("\"a\\u{" + escape + "}b\"");
    }
}
