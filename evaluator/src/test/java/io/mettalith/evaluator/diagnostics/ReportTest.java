package io.mettalith.evaluator.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Execution;
import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.Program;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    /** Runs a program that ends in an error, and returns the report of that. */
    private static List<String> report(String program) {
        final List<Execution> executions = new ArrayList<>();
        try (Metta metta = Metta.create()) {
            metta.run(Program.of(SourceText.of("p", program)), executions::add);
            final Execution last = executions.get(executions.size() - 1);
            return new Report(metta::format)
                    .ofError((Expression) last.results().get(0), last.expression(), last.source(), last.errorChain())
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(+ 1 \"a\")              | argument 2 of (+ 1 \"a\") is of type String, but Number is expected",
                "(+ 1)                    | wrong number of arguments: (+ 1)",
                "(/ 1 0)                  | division by zero: (/ 1 0)",
                "(Error (a b) \"message\") | (a b): message",
                "(Error (a b) (Why c))    | (a b): (Why c)",
                "(Error a)                | (Error a)",
                "(eval (function (foo)))  | function without return: (function (foo))"
            })
    void anErrorIsSaidInWords(String expression, String message) {
        assertThat(report("!" + expression).get(0)).endsWith(": " + message);
    }

    @Test
    void aWrongReturnTypeIsSaidInWords() {
        assertThat(report("(: f (-> Number Bool)) (: g (-> Bool Bool)) (: x Nat)\n!(metta (f 1) Nat &self)")
                        .get(0))
                .isEqualTo("error: p:2:9: (f 1) is of type Bool, but Nat is expected");
    }

    @Test
    void theCaretStandsUnderTheExpressionTheErrorIsAbout() {
        assertThat(report("!(a (b (+ 1 \"c\")) (d e))"))
                .containsExactly(
                        "error: p:1:8: argument 2 of (+ 1 \"c\") is of type String, but Number is expected",
                        "   1 | !(a (b (+ 1 \"c\")) (d e))",
                        "     |        ^",
                        "  in (b (+ 1 \"c\"))",
                        "  in (a (b (+ 1 \"c\")) (d e))");
    }

    @Test
    void theCaretStandsUnderTheCallThatLedToIt() {
        assertThat(report("(= (f $x) (g (+ $x \"c\")))\n!(a (b (f 7)))"))
                .startsWith(
                        "error: p:2:8: argument 2 of (+ 7 \"c\") is of type String, but Number is expected",
                        "   2 | !(a (b (f 7)))",
                        "     |        ^",
                        "  in (g (+ 7 \"c\"))",
                        "  in (b (f 7))");
    }

    @Test
    void variablesAreShownAsWhatTheyStoodFor() {
        assertThat(report("(= (f $x $y) (let $z (* $x 2) (g (h (+ $z $y)))))\n!(f 3 \"c\")"))
                .contains("  in (h (+ 6 \"c\"))", "  in (g (h (+ 6 \"c\")))");
    }

    @Test
    void aCallInLetOrCaseIsNamed() {
        assertThat(report("!(let* (($x (+ 1 \"c\"))) $x)")).contains("  in (let* (($x (+ 1 \"c\"))) $x)");
    }

    @Test
    void anErrorAmongAlternativesIsFound() {
        assertThat(report("(= (f) (+ 1 \"a\")) (= (f) (+ 2 \"a\"))\n!(g (f))").get(0))
                .startsWith("error: p:2:5: ");
    }

    @Test
    void aLongExpressionIsCut() {
        final List<String> lines = report("!(g (+ 1 (x " + "y ".repeat(200) + ")) (/ 1 0))");
        assertThat(lines.get(lines.size() - 1)).hasSizeLessThan(140).endsWith("...");
    }
}
