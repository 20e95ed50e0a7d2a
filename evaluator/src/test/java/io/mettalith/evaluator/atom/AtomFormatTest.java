package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomFormatTest {
    @Test
    void symbolsStandAsTheyAre() {
        assertThat(Symbol.of("a b\"")).hasToString("a b\"");
    }

    @Test
    void expressionsStandInBrackets() {
        Atom inner = Expression.of(Symbol.of("b"), Expression.UNIT);
        assertThat(Expression.UNIT).hasToString("()");
        assertThat(Expression.of(Symbol.of("a"), inner, Symbol.of("c"))).hasToString("(a (b ()) c)");
        assertThat(Expression.of(Expression.of(Expression.UNIT))).hasToString("((()))");
    }

    @Test
    void variablesShowTheirIdOnceUnique() {
        assertThat(new Variable("x", 0)).hasToString("$x");
        assertThat(new Variable("x", 12)).hasToString("$x#12");
        assertThat(new Variable("", 0)).hasToString("$");
    }

    @Test
    void boundVariablesShowWhatTheyStandFor() {
        Variable x = new Variable("x", 0);
        Variable y = new Variable("y", 0);
        x.bind(Expression.of(y));
        assertThat(Expression.of(x, y)).hasToString("(($y) $y)");
    }

    @Test
    void integersArePlain() {
        assertThat(Numbers.integer(-42)).hasToString("-42");
        assertThat(Numbers.integer(BigInteger.TEN.pow(30))).hasToString("1" + "0".repeat(30));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5.0",
        "0.8, 0.8",
        "1e16, 1e16",
        "1e15, 1000000000000000.0",
        "0.0001, 0.0001",
        "0.00001, 1e-5",
        "0.00001234, 1.234e-5",
        "-0.0, -0.0",
        "3e3, 3000.0",
        "0.1, 0.1",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "4.9e-324, 5e-324",
        "2e-3, 0.002",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, NaN"
    })
    void floatsHaveTheShortestTextThatReadsBack(double value, String text) {
        assertThat(Numbers.floating(value)).hasToString(text);
    }

    @Test
    void stringsAreQuotedAndEscaped() {
        assertThat(new StringAtom("te\"st")).hasToString("\"te\\\"st\"");
        assertThat(new StringAtom("\\ ' \n \r \t \u001b ж")).hasToString("\"\\\\ ' \\n \\r \\t \\u{1b} ж\"");
    }

    @Test
    void truthValuesAreCapitalised() {
        assertThat(BoolAtom.TRUE).hasToString("True");
        assertThat(BoolAtom.FALSE).hasToString("False");
    }

    @Test
    void handlesShowTheirIds() {
        assertThat(new StateAtom(0, 42)).hasToString("(State #2a)");
        assertThat(new SpaceAtom(1, 42)).hasToString("&space-1000000000000002a");
    }

    @Test
    void runtimePrintsHandles() {
        AtomFormat format = new AtomFormat(new HandlePrinter() {
            @Override
            public String state(StateAtom state) {
                return "(State " + state.low() + ")";
            }

            @Override
            public String space(SpaceAtom space) {
                return "&self";
            }
        });
        assertThat(format.format(Expression.of(new StateAtom(0, 1), new SpaceAtom(0, 2))))
                .isEqualTo("((State 1) &self)");
    }
}
