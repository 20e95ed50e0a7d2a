package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MettaTest {
    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);

    @AfterEach
    void close() {
        environment.close();
    }

    private static AtomCode fact(String head, String argument) {
        return AtomCode.expression(AtomCode.symbol(head), AtomCode.symbol(argument));
    }

    @Test
    void whatAProgramAddsIsInTheEnvironment() {
        metta.run("(fact a) !(add-atom &self (fact b)) !(remove-atom &self (fact a))");
        assertThat(environment.contains(fact("fact", "a"))).isFalse();
        assertThat(environment.contains(fact("fact", "b"))).isTrue();
        assertThat(environment.size()).isEqualTo(1);
    }

    @Test
    void whatTheEnvironmentIsGivenTheProgramFinds() {
        environment.add(fact("fact", "c"));
        assertThat(metta.run("!(match &self (fact $x) $x)")).hasToString("[[c]]");
    }

    @Test
    void rulesInAForkOfTheEnvironmentAreItsOwnUntilTheUnion() {
        metta.run("(= (f) base)");
        assertThat(metta.run("!(f)")).hasToString("[[base]]");
        try (Environment fork = environment.fork()) {
            final Metta other = new Metta(fork);
            other.run("(= (f) fork)");
            metta.run("(= (f) parent)");
            assertThat(other.run("!(f)")).hasToString("[[base, fork]]");
            assertThat(metta.run("!(f)")).hasToString("[[base, parent]]");
            environment.union(fork);
        }
        assertThat(metta.run("!(f)")).hasToString("[[base, parent, fork]]");
    }

    @Test
    void tokensAndStatesAreKnownToWhoeverOpensTheEnvironment() {
        metta.run("!(bind! &counter (new-state 1)) !(change-state! &counter 2)");
        assertThat(new Metta(environment).run("!(get-state &counter)")).hasToString("[[2]]");
    }

    @Test
    void statesChangedInAForkAreIsolated() {
        metta.run("!(bind! &s (new-state a))");
        try (Environment fork = environment.fork()) {
            new Metta(fork).run("!(change-state! &s b)");
            assertThat(metta.run("!(get-state &s)")).hasToString("[[a]]");
            environment.union(fork);
            assertThat(metta.run("!(get-state &s)")).hasToString("[[b]]");
        }
    }

    @Test
    void nothingIsRunOfATextWithASyntaxError() {
        assertThatThrownBy(() -> metta.run("(fact a) !(println! x) (b")).isInstanceOf(SyntaxErrorsException.class);
        assertThat(environment.size()).isZero();
    }

    @Test
    void aMatchSeesTheSpaceAsItWasWhenItBegan() {
        metta.run("(n 1) (n 2)");
        assertThat(metta.run("!(match &self (n $x) (add-atom &self (n (copy $x))))"))
                .hasToString("[[(), ()]]");
        assertThat(environment.size()).isEqualTo(4);
    }

    @Test
    void allGoalsOfAConjunctionSeeTheSpaceAsItWasWhenTheMatchBegan() {
        metta.run("(n 1) (n 2)");
        assertThat(metta.run("!(match &self (, (n $x) (n $y)) (add-atom &self (n ($x $y))))"))
                .hasToString("[[(), (), (), ()]]");
        assertThat(environment.size()).isEqualTo(6);
    }

    @Test
    void aConjunctionThatIsDoneOrAbandonedHoldsNothing() {
        metta.run("(n 1) (n 2) (n 3)");
        for (final String conjunction : List.of("(, (n $x) (n $y))", "(, (n $x) (m $x))", "(, (n 1) (n 2))")) {
            metta.begin(metta.parse("(match &self " + conjunction + " ok)").get(0));
            metta.next();
            metta.begin(metta.parse("(n 4)").get(0));
            environment.add(fact("n", "x"));
            final long before = environment.segmentsCopied();
            environment.add(fact("n", "y"));
            assertThat(environment.segmentsCopied()).as(conjunction).isEqualTo(before);
        }
    }

    @Test
    void theLastAnswerOfAConjunctionWritesInPlace() {
        metta.run("(n 1) (m 1)");
        metta.run("!(add-atom &self (o 1))");
        final long before = environment.segmentsCopied();
        metta.run("!(match &self (, (n $x) (m $x)) (add-atom &self (p $x)))");
        assertThat(environment.segmentsCopied()).isEqualTo(before);
    }

    @Test
    void aRuleDefinedTwiceYieldsTwoResults() {
        assertThat(metta.run("(= (f) a) (= (f) a) (= (f) b) !(f)")).hasToString("[[a, a, b]]");
    }

    @Test
    void copiesOfAFactAreAllMatched() {
        assertThat(metta.run("(n 1) (n 1) (m $x) (m $x) !(match &self (n $x) $x) !(match &self (m 5) yes)"))
                .hasToString("[[1, 1], [yes, yes]]");
    }

    @Test
    void anAbandonedEvaluationLeavesNoCursorOpen() {
        metta.run("(n 1) (n 2) (n 3)");
        metta.begin(metta.parse("(match &self (n $x) $x)").get(0));
        assertThat(metta.next()).isNotNull();
        final long before = environment.segmentsCopied();
        metta.begin(metta.parse("(n 4)").get(0));
        environment.add(fact("n", "x"));
        environment.add(fact("n", "y"));
        assertThat(environment.segmentsCopied() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void printedLinesGoToTheOutputGiven() {
        final List<String> lines = new ArrayList<>();
        metta.output(lines::add);
        metta.run("!(println! \"plain\") !(println! (\"quoted\" 1.0))");
        assertThat(lines).containsExactly("plain", "(\"quoted\" 1.0)");
    }

    @Test
    void malformedFormsAreErrorsAndNotExceptions() {
        assertThat(metta.run("!(collapse (let* $pairs b))").toString()).contains("Error", "pairs is expected");
        assertThat(metta.run("!(collapse (case 1 $cases))").toString()).contains("Error", "expected: ((<pattern>");
        assertThat(metta.run("!(collapse (superpose $list))").toString()).contains("Error", "superpose");
    }

    @Test
    void aChainPutsItsResultInThePlaceOfTheVariableInItsTemplateAlone() {
        assertThat(metta.run("!($x (chain (eval (+ 1 2)) $x (got $x)))")).hasToString("[[($x (got 3))]]");
    }

    @Test
    void alternativesArePrintedOnePerLine() {
        final List<String> lines = new ArrayList<>();
        metta.output(lines::add);
        metta.run("!(print-alternatives! \"found\" (a \"b\" (c 1)))");
        assertThat(lines).containsExactly("3 found:", "    a", "    b", "    (c 1)");
    }

    @Test
    void statesThatHoldEachOtherAreToldApartByTheirCells() {
        metta.run("!(bind! &a (new-state ())) !(bind! &b (new-state ()))");
        metta.run("!(nop (change-state! &a (to &b))) !(nop (change-state! &b (to &a)))");
        assertThat(metta.run("!(== &a &b) !(== &a &a)")).hasToString("[[False], [True]]");
    }
}
