package io.mettalith.evaluator.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.Limits;
import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.interpreter.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are run within limits and transactions, and with settings. */
class ModuleRunsTest {
    @TempDir
    private Path directory;

    private final Metta metta = Metta.create();
    private final List<String> printed = new ArrayList<>();

    @BeforeEach
    void lookInTheDirectory() {
        metta.modules().directory(directory);
        metta.output(printed::add);
    }

    @AfterEach
    void close() {
        metta.close();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String run(String program) {
        final StringBuilder out = new StringBuilder();
        metta.run(program).forEach(results -> out.append(metta.format(results)));
        return out.toString();
    }

    private static final String COUNT = "(= (count $n) (if (> $n 0) (count (- $n 1)) done))";

    @Test
    void aModuleSharesTheStepsOfTheCallThatAsksForIt() throws IOException {
        file("inner.metta", COUNT + "!(count 3000) !(println! counted)");
        file("outer.metta", "!(import! &self inner) !(count 3000) !(println! twice)");
        metta.limits(Limits.none().withMaxSteps(1_000_000));
        assertThat(run("!(import! &m outer)")).isEqualTo("[()]");
        assertThat(printed).containsExactly("counted", "twice");
        metta.run(COUNT);
        metta.limits(Limits.none().withMaxSteps(40_000));
        file("more.metta", COUNT + "!(count 3000) !(println! more)");
        file("most.metta", COUNT + "!(count 3000) !(println! most)");
        assertThatThrownBy(() -> metta.run(
                        "!(import! &self more) !(count 3000) !(println! between) !(import! &self most) !(count 3000)"))
                .isInstanceOf(LimitExceededException.class);
        assertThat(printed).contains("more").doesNotContain("most");
        assertThat(run("!(+ 1 2)")).isEqualTo("[3]");
    }

    @Test
    void aModuleThatWasStoppedIsRunAnewWhenItIsAskedForAgain() throws IOException {
        file("spin.metta", "(= (f) 1) !(println! begun) (= (spin) (spin)) !(spin)");
        metta.limits(Limits.none().withMaxSteps(20_000));
        assertThatThrownBy(() -> metta.run("!(import! &self spin)"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("20000");
        file("spin.metta", "(= (f) 2)");
        assertThat(run("!(import! &self spin) !(f)")).isEqualTo("[()][2]");
    }

    @Test
    void aModuleIsCancelledWithTheCallThatAsksForIt() throws IOException {
        file("spin.metta", "!(stop) (= (spin) (spin)) !(spin)");
        metta.define("stop", "(-> (->))", arguments -> {
            metta.cancel();
            return null;
        });
        assertThatThrownBy(() -> metta.run("!(import! &self spin)")).isInstanceOf(EvaluationInterruptedException.class);
        assertThat(run("!(+ 1 2)")).isEqualTo("[3]");
    }

    @Test
    void aTransactionThatFailsTakesBackWhatItHasImported() throws IOException {
        file("m.metta", "(= (f) from-module) (fact 1) !(bind! &mine 1) !(println! run)");
        run("(= (call) ((f) (match &self (fact $x) $x)))");
        final String failing = "!(transaction (let () (import! &self m) (let $v (call) (Error $v done))))";
        run("!(call)" + failing);
        assertThat(metta.modules().names()).containsExactly("top");
        assertThat(metta.visibleSpaces()).hasSize(1);
        assertThat(metta.environment().spaces()).hasSize(1);
        assertThat(run("!(call)")).isEqualTo("[]");
        assertThat(run("!(transaction (let () (import! &self m) (call))) !(call)"))
                .isEqualTo("[((from-module) 1)][((from-module) 1)]".replace("(from-module)", "from-module"));
        assertThat(printed).containsExactly("run", "run");
    }

    @Test
    void aTransactionThatFailsTakesBackTokensOfIncludedText() throws IOException {
        file("part.metta", "!(bind! &token inside)");
        run("!(bind! &token outside)");
        run("!(transaction (let $x (include part) (Error a b)))");
        assertThat(run("!(quote &token)")).isEqualTo("[(quote outside)]");
    }

    @Test
    void rulesSeeTheirTransactionAndNothingOfOneThatFailed() {
        run("(= (f) 1) (= (g) (f)) !(g)");
        assertThat(run("!(transaction (let () (add-atom &self (= (f) 2)) (collapse (g))))"))
                .isEqualTo("[(1 2)]");
        run("!(transaction (let () (remove-atom &self (= (f) 1)) (let $v (collapse (g)) (Error $v no))))");
        assertThat(run("!(collapse (g))")).isEqualTo("[(1 2)]");
    }

    @Test
    void settingsHoldInModulesAndWithinTheLimitsOfTheHost() throws IOException {
        file("deep.metta", "(= (sum $n) (if (== $n 0) 0 (+ 1 (sum (- $n 1))))) !(let $v (sum 100) (println! $v))");
        metta.maxStackDepth(100);
        assertThat(run("!(pragma! max-stack-depth 100000) !(import! &self deep)"))
                .contains("StackOverflow");
        metta.limits(Limits.none());
        assertThat(run("!(import! &self deep)")).isEqualTo("[()]");
        assertThat(printed).containsExactly("100");
    }

    @Test
    void compiledRulesTellThatTheirSpaceIsGone() {
        run("(= (ask $space) (match $space (a $x) $x)) (= (all $space) (collapse (match $space (a $x) $x)))"
                + " (= (one $space) (collapse (match $space (a 1) yes)))");
        final List<Atom> lost = new ArrayList<>();
        metta.define("lose", "(-> Atom Atom)", arguments -> {
            lost.add(arguments[0]);
            return Expression.of(Names.ERROR, arguments[0], Symbol.of("lost"));
        });
        run("!(transaction (let $s (new-space) (lose $s)))");
        assertThat(lost).isNotEmpty();
        for (final String name : List.of("ask", "all", "one")) {
            assertThat(metta.format(metta.evaluate(Expression.of(Symbol.of(name), lost.get(0)))))
                    .as(name)
                    .contains("no such space");
        }
    }
}
