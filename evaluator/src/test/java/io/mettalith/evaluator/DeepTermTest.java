package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Terms nested a hundred thousand deep, built while a program runs, and recursion as deep: on the stack that a thread has
 * by default.
 */
@Timeout(120)
class DeepTermTest {
    private static final int DEEP = 100_000;
    private static final int DEEP_RULE = 40_000;
    private static final long SMALL_STACK_BYTES = 256 * 1024;
    private static final long STACK_BYTES = 1L << 20;

    private static final String NUMBERS = """
            (= (nest $n $x) (if (== $n 0) $x (nest (- $n 1) (S $x))))
            (= (count $n) (if (== $n 0) 0 (+ 1 (count (- $n 1)))))
            (= (unnest $x $n) (case $x (((S $y) (unnest $y (+ $n 1))) ($z $n))))
            """;

    private static String run(Limits limits, String program) throws Exception {
        final FutureTask<String> task = new FutureTask<>(() -> {
            try (Metta metta = Metta.create()) {
                metta.limits(limits);
                return metta.run(NUMBERS + program).toString();
            }
        });
        final Thread thread = new Thread(null, task, "default stack", STACK_BYTES);
        thread.start();
        return task.get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "built and taken apart      | !(unnest (nest 100000 Z) 0)                                | [[100000]]",
                "matched by a rule          | (= (is (S $x)) yes) !(is (nest 100000 Z))                  | [[yes]]",
                "held in a variable         | (= (two $x) (let $y $x ok)) !(two (nest 100000 Z))         | [[ok]]",
                "stored and found           | !(let $x (nest 100000 Z) (add-atom &self (deep $x)))"
                        + " !(match &self (deep $x) found)                                              | [[()], [found]]",
                "compared                   | !(== (nest 100000 Z) (nest 100000 Z))                      | [[True]]",
                "unified                    | !(let (S $x) (nest 100000 Z) (unify $x (S $y) ok no))      | [[ok]]",
                "with a variable at the end | !(let (nest 0 $v) 1 (let $t (nest 100000 $v) ok))          | [[]]",
                "in a tuple                 | !(let $x (nest 100000 Z) (car-atom (a $x)))                | [[a]]"
            })
    void aDeepTermIs(String what, String program, String expected) throws Exception {
        assertThat(run(Limits.none(), program)).as(what).isEqualTo(expected);
    }

    @Test
    void aDeepTermIsBuiltInARuleAndMatchedByAnotherOfDeepPattern() throws Exception {
        assertThat(run(
                        Limits.none(),
                        "!(let $x (nest " + DEEP + " Z) (add-atom &self (= (deep $x) yes)))" + " !(deep (nest " + DEEP
                                + " Z))"))
                .isEqualTo("[[()], [yes]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whose type is asked for  | !(let $x (nest 100000 Z) (get-type $x))                  | [[Nat]]",
                "that is an argument      | (: f (-> Nat Bool)) (= (f $x) True) !(f (nest 100000 Z)) | [[True]]"
            })
    void aDeepTypedTermIsOne(String what, String program, String expected) throws Exception {
        assertThat(run(Limits.none(), "(: S (-> Nat Nat)) (: Z Nat)" + program))
                .as(what)
                .isEqualTo(expected);
    }

    @Test
    void recursionInArgumentPositionReturnsItsValue() throws Exception {
        assertThat(run(Limits.none(), "!(count " + DEEP + ")")).isEqualTo("[[" + DEEP + "]]");
    }

    @Test
    @Tag("nightly")
    void recursionAMillionDeepReturnsItsValueOrAnErrorAtTheDepthAsked() throws Exception {
        assertThat(run(Limits.none(), "!(count 1000000)")).matches("\\[\\[(1000000|\\(Error .* StackOverflow\\))]]");
        assertThat(run(Limits.none().withMaxStackDepth(1_000_000), "!(count 1000000)"))
                .matches("\\[\\[\\(Error \\(.*\\) StackOverflow\\)]]");
    }

    @ParameterizedTest
    @CsvSource({"300", "5000", "100000"})
    void recursionEndsAtTheDepthAsked(int depth) throws Exception {
        assertThat(run(Limits.none().withMaxStackDepth(depth), "!(count 10000000)"))
                .matches("\\[\\[\\(Error \\(.*\\) StackOverflow\\)]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!(let ($x $x) ($y (f $y)) cyclic)                | [[]]",
                "!(let* (($x (f $y)) ($y (g $x))) cyclic)          | [[]]",
                "!(unify ($a $b) ((f $b) (g $a)) cyclic none)      | [[none]]",
                "(eq $x $x) !(match &self (eq $y (f $y)) cyclic)   | [[]]",
                "(= (eq $x $x) yes) !(eq $y (f $y))                | [[(eq $y (f $y))]]",
                "(= (h) 1) !(case (S $z) (($z cyclic) ($other ok))) | [[ok]]"
            })
    void aCyclicBindingEndsTheBranch(String program, String expected) throws Exception {
        assertThat(run(Limits.none().withTimeout(Duration.ofSeconds(20)), program))
                .isEqualTo(expected);
    }

    /** Right sides of rules as deep as a text may make them, on a stack that an embedder may have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(S | ) | $x",
                "(if (== $x 0) a | ) | $x",
                "(let $y $x (S | )) | $y",
                "(case $x (($y (S | )))) | $y",
                "( | b) | g",
                "(+ 1 | ) | $x"
            })
    void aRuleWithADeepRightSideIsCompiled(String nesting) throws Exception {
        final String[] parts = nesting.split("[|]");
        final String right = parts[0].strip().concat(" ").repeat(DEEP_RULE) + parts[2] + parts[1].repeat(DEEP_RULE);
        final FutureTask<String> task = new FutureTask<>(() -> {
            try (Metta metta = Metta.create()) {
                metta.limits(Limits.none().withTimeout(Duration.ofSeconds(60)));
                return metta.run("(= (f $x) " + right + ") !(let $y (f 0) done)")
                        .toString();
            }
        });
        new Thread(null, task, "small stack", SMALL_STACK_BYTES).start();
        assertThat(task.get()).isEqualTo("[[done]]");
    }
}
