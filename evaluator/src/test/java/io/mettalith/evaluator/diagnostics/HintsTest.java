package io.mettalith.evaluator.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.Program;
import io.mettalith.evaluator.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintsTest {
    private static List<String> hints(String program) {
        final List<String> lines = new ArrayList<>();
        try (Metta metta = Metta.create()) {
            final Hints hints = new Hints(
                    metta.environment(),
                    metta::visibleSpaces,
                    metta.operations(),
                    metta.modules().builtin());
            metta.run(
                    Program.of(SourceText.of("p", program)),
                    execution ->
                            lines.addAll(hints.about(execution.expression(), execution.source(), execution.results())));
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(= (fact $n) 1) !(fatc 5)                 | fatc | fact",
                "(= (factorial $n) 1) !(factoral 5)        | factoral | factorial",
                "!(lett $x 1 $x)                           | lett | let",
                "(= (fact $n) 1) (= (f) (fatc 5)) !(f)     | fatc | fact",
                "!(a (superpos (1 2)))                     | superpos | superpose",
                "(: Cons (-> $t Expression Expression)) !(Conss a ()) | Conss | Cons"
            })
    void aNearNameIsSuggested(String program, String unknown, String meant) {
        assertThat(hints(program))
                .singleElement()
                .asString()
                .endsWith("nothing is known of " + unknown + "; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(= (fact $n) 1) !(fact a b)",
                "(= (fact $n) 1) (fct 1) !(fct 5)",
                "(= (fact $n) 1) !(fct 1 2)",
                "(= (fact $n) 1) (: fct (-> A B)) !(fct 5)",
                "(= (fact $n) 1) !(quote (fct 5))",
                "(= (fact $n) 1) !(something-else 5)",
                "(= (fact $n) 1) (= (fct a) b) !(fct 5)",
                "(= (fact $n) 1) !(noeval fct)",
                "!(ix 1 2)",
                "(: Nat Type) (parent Pat Liz) !(match &self (parent $a $b) ($a -> $b))"
            })
    void dataAndFarNamesGetNoHint(String program) {
        assertThat(hints(program)).isEmpty();
    }

    @Test
    void aNameIsSpokenOfOnce() {
        assertThat(hints("(= (fact $n) 1) !(fct 1) !(fct 2) !(g (fct 3))")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!(msort (b a))                             | msort | petta",
                "(= (f $l) (length $l)) !(f (a b))          | length | petta",
                "!(g (once (f)))                            | once | petta",
                "!(random-int &rng 1 2)                     | random-int | random",
                "!(json-encode (a b))                       | json-encode | json"
            })
    void aNameOfAModuleThatIsNotImportedIsFoundThere(String program, String name, String module) {
        assertThat(hints(program))
                .singleElement()
                .asString()
                .endsWith(": nothing is known of " + name + "; the module " + module + " has it: !(import! &self "
                        + module + ")");
        assertThat(hints("!(import! &self " + module + ") " + program)).isEmpty();
    }

    @Test
    void aNameOfAModuleThatIsDataGetsNoHint() {
        assertThat(hints("(length 5) !(match &self (length $x) (length $x)) !(quote (msort (a b))) !(f once)"))
                .isEmpty();
        assertThat(hints("(= (length ()) 0) !(length (a b))")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(p 1) (: f (-> Number Atom)) (= (f $x) (match &self (p $x) yes)) !(f 1)  | f | match",
                "(: f (-> Number Atom)) (= (f $x) (if (> $x 0) a b)) !(g (f 1)) !(f 2)    | f | if",
                "(: f (-> Atom)) (= (f) (g 1)) (= (g $x) $x) !(f)                         | f | g",
                "(: f (-> (-> A Atom) Atom)) (= (f $x) (let $y 1 $y)) !(f a)              | f | let"
            })
    void aRightSideThatStaysUnevaluatedByItsTypeIsExplainedOnce(String program, String function, String head) {
        assertThat(hints(program))
                .singleElement()
                .asString()
                .contains(": " + function + " is declared to return Atom, so the (" + head + " ...) on its right side");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(: f (-> Number Atom)) (= (f $x) (quote (if (> $x 0) a b))) !(f 1)",
                "(: f (-> Number Atom)) (= (f $x) (if (> $x 0) a b)) !(let $r (f 1) $r)",
                "(: f (-> Number Atom)) (= (f $x) (pair $x 0)) !(f 1)",
                "(: f (-> Number %Undefined%)) (= (f $x) (if (> $x $y) a b)) !(f 1)",
                "(: f (-> Number Atom)) (= (f $x) (if (> $x 0) a b)) !(quote (f 1))",
                "(: f (-> Number Atom)) (= (f $x) (g $x)) !(if $x 1 (+ 1 $y))"
            })
    void whatIsMeantToStayUnevaluatedGetsNoHint(String program) {
        assertThat(hints(program)).isEmpty();
    }

    @Test
    void aRuleThatComesLaterCounts() {
        assertThat(hints("!(fct 1) (= (fact $n) 1) !(h (fcat 2))"))
                .containsExactly("hint: p:1:27: nothing is known of fcat; did you mean fact?");
    }

    @ParameterizedTest
    @CsvSource({
        "fact, fact, 0",
        "fact, fct, 1",
        "fact, fatc, 1",
        "fact, facts, 1",
        "fact, face, 1",
        "fact, cafe, 3",
        "ab, ba, 1",
        "kitten, sitting, 3"
    })
    void distancesAreThoseOfTheAlignment(String left, String right, int distance) {
        assertThat(EditDistance.between(left, right, 2)).isEqualTo(distance);
        assertThat(EditDistance.between(right, left, 2)).isEqualTo(distance);
    }
}
