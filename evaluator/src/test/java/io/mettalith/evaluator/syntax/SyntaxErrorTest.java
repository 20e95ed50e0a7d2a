package io.mettalith.evaluator.syntax;

import static io.mettalith.evaluator.syntax.Parsing.errors;
import static io.mettalith.evaluator.syntax.Parsing.parser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxErrorTest {
    private static String rendered(String text) {
        return errors(text).render() + "\n";
    }

    @Test
    void unexpectedRightBracket() {
        assertThat(rendered("(a)\n\n(foo (bar)))\n")).isEqualTo("""
                        error: test.metta:3:12: unexpected right bracket
                           3 | (foo (bar)))
                             |            ^
                        """);
    }

    @Test
    void bracketsNeverClosed() {
        assertThat(rendered("(a)\n(foo (bar\n  (baz)\n")).isEqualTo("""
                        error: test.metta:2:1: unexpected end of expression
                           2 | (foo (bar
                             | ^ this bracket is never closed
                        error: test.metta:2:6: unexpected end of expression
                           2 | (foo (bar
                             |      ^ this bracket is never closed
                        """);
    }

    @Test
    void stringNeverClosed() {
        assertThat(rendered("(println! \"hello)\n(b)\n")).isEqualTo("""
                        error: test.metta:1:11: unclosed string literal
                           1 | (println! "hello)
                             |           ^ this quote is never closed
                        """);
    }

    @Test
    void invalidEscape() {
        assertThat(rendered("\"test\\xFF\"")).isEqualTo("""
                        error: test.metta:1:6: invalid escape sequence
                           1 | "test\\xFF"
                             |      ^ the escapes are \\' \\" \\\\ \\n \\r \\t \\xHH (up to 7F) \\u{H..}
                        """);
    }

    @Test
    void numberSignInAVariable() {
        assertThat(rendered("(f $a#1#2)")).isEqualTo("""
                        error: test.metta:1:6: '#' char is reserved for internal usage
                           1 | (f $a#1#2)
                             |      ^ name the variable without '#'
                        """);
    }

    @Test
    void malformedBytes() {
        byte[] latin = "(a)\n(caf\u00e9 (b".getBytes(StandardCharsets.ISO_8859_1);
        List<SyntaxError> errors = Parser.checkAll(SourceText.ofUtf8("latin.metta", latin));
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).render() + "\n").isEqualTo("""
                        error: latin.metta:2:5: malformed UTF-8
                           2 | (caf\uFFFD (b
                             |     ^ save the text as UTF-8
                        """);
    }

    @Test
    void malformedBytesInsideAString() {
        byte[] latin = "\"caf\u00e9\"".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Parser.checkAll(SourceText.ofUtf8("latin.metta", latin)))
                .extracting(SyntaxError::describe)
                .containsExactly("latin.metta:1:5: malformed UTF-8");
    }

    @Test
    void tabsAreKeptAndWideCharactersAreOneColumn() {
        assertThat(rendered("\t(ж\t漢)\t)")).isEqualTo("""
                        error: test.metta:1:8: unexpected right bracket
                           1 | \t(ж\t漢)\t)
                             | \t  \t  \t^
                        """);
    }

    @Test
    void controlCharactersAreNotPrinted() {
        assertThat(rendered("\u001b[31m)")).isEqualTo("""
                        error: test.metta:1:6: unexpected right bracket
                           1 | \uFFFD[31m)
                             |      ^
                        """);
    }

    @Test
    void longLinesAreClipped() {
        assertThat(rendered("ж ".repeat(100) + ") " + "b ".repeat(100)))
                .isEqualTo("""
                        error: test.metta:1:201: unexpected right bracket
                           1 | ...%s) %s...
                             | %s^
                        """.formatted("ж ".repeat(30), "b ".repeat(29), " ".repeat(63)));
    }

    @Test
    void lineNumbersAlignToTheRight() {
        String text = "a\n".repeat(122) + ")\n" + "a\n".repeat(12_221) + ")";
        assertThat(rendered(text)).isEqualTo("""
                        error: test.metta:123:1: unexpected right bracket
                         123 | )
                             | ^
                        error: test.metta:12345:1: unexpected right bracket
                        12345 | )
                              | ^
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\q\"",
                "\"\\0\"",
                "\"\\x8\"",
                "\"\\x80\"",
                "\"\\xg0\"",
                "\"\\u0123}\"",
                "\"\\u0123\"",
                "\"\\u0{123}\"",
                "\"\\u{0123\"",
                "\"\\u{defg}\"",
                "\"\\u{012345678}\"",
                "\"\\u{D800}\"",
                "\"\\u{110000}\"",
                "\"\\u{FFFFFFFF}\"",
                "\"\\é\"",
                "\"\\x\"",
                "\"\\u\"",
                "\"\\u{\""
            })
    void everyOtherEscapeIsInvalidAndTheStringGoesOn(String text) {
        assertThat(errors(text).errors()).extracting(SyntaxError::message).containsExactly("invalid escape sequence");
    }

    @Test
    void backslashAtTheEndLeavesTheStringUnclosed() {
        assertThat(errors("\"\\").errors()).extracting(SyntaxError::message).containsExactly("unclosed string literal");
    }

    @Test
    void allErrorsOfATextAreReportedInItsOrder() {
        SyntaxErrorsException errors = errors("(a (b \"\\q\\w\" $c#) ) ) \n(d $e#");
        assertThat(errors.errors())
                .extracting(SyntaxError::describe)
                .containsExactly(
                        "test.metta:1:8: invalid escape sequence",
                        "test.metta:1:10: invalid escape sequence",
                        "test.metta:1:16: '#' char is reserved for internal usage",
                        "test.metta:1:21: unexpected right bracket",
                        "test.metta:2:1: unexpected end of expression",
                        "test.metta:2:6: '#' char is reserved for internal usage");
        assertThat(errors).hasMessage("test.metta:1:8: invalid escape sequence (+ 5 more)");
    }

    @Test
    void messageOfASingleErrorCountsNoMore() {
        assertThat(errors("(a)))")).hasMessage("test.metta:1:4: unexpected right bracket (+ 1 more)");
        assertThat(errors("(a))")).hasMessage("test.metta:1:4: unexpected right bracket");
    }

    @Test
    void atomsBeforeTheFirstErrorAreRead() {
        Parser parser = parser("(a) !(b) (c $d#) (e)");
        assertThat(parser.next()).isTrue();
        assertThat(parser.next()).isTrue();
        assertThat(parser.atom()).hasToString("(b)");
        assertThatThrownBy(parser::next).isInstanceOf(SyntaxErrorsException.class);
        assertThatThrownBy(parser::next).isInstanceOf(SyntaxErrorsException.class);
        assertThatThrownBy(parser::atom).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void checkAllFindsWhatNextThrows() {
        String text = "(a) ) (b \"\\q\" (";
        assertThat(Parser.checkAll(SourceText.of(Parsing.FILE, text)).stream().map(SyntaxError::describe))
                .isEqualTo(errors(text).errors().stream()
                        .map(SyntaxError::describe)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(a (b)", "\"abc", "(a \"b", "\"a\\"})
    void promptAsksForAnotherLineWhereMoreTextCouldMend(String text) {
        assertThat(errors(text).isUnclosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "(a))", "(a $b#", "\"\\q"})
    void promptDoesNotAskWhereNoTextCouldMend(String text) {
        assertThat(errors(text).isUnclosed()).isFalse();
    }

    @Test
    void onlyTheFirstErrorsAreRenderedInFull() {
        SyntaxErrorsException errors = errors(")\n".repeat(25));
        assertThat(errors.errors()).hasSize(25);
        assertThat(errors.render().lines()).hasSize(61).last().isEqualTo("(+ 5 more)");
    }
}
