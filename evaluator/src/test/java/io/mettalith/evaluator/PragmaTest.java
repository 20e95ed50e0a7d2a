package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.environment.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PragmaTest {
    private static final String TYPES = "(: foo (-> A B)) (: a A) (: b B) ";
    private static final String FACTORIAL = "(= (fac $n) (if (== $n 0) 1 (* $n (fac (- $n 1))))) ";

    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);

    @AfterEach
    void close() {
        environment.close();
    }

    private String run(String program) {
        return metta.run(program).toString();
    }

    @Test
    void withoutTypeChecksAnythingMayBeAdded() {
        assertThat(run(TYPES + "(foo b) !(foo a)")).isEqualTo("[[(foo a)]]");
    }

    @Test
    void withTypeChecksAnIllTypedAtomEndsTheRunBeforeItIsAdded() {
        assertThat(run(TYPES + "!(pragma! type-check auto) (foo a) (foo b) !(foo a)"))
                .isEqualTo("[[()], [(Error (foo b) (BadArgType 1 A B))]]");
        assertThat(run("!(pragma! type-check off) !(match &self (foo $x) $x)")).isEqualTo("[[()], [a]]");
    }

    @Test
    void withTypeChecksAnIllTypedAtomIsNotRun() {
        assertThat(run(TYPES + "(= (foo $x) ran) !(pragma! type-check auto) !(foo b)"))
                .isEqualTo("[[()], [(Error (foo b) (BadArgType 1 A B))]]");
        assertThat(run("!(foo) !(foo a)")).isEqualTo("[[(Error (foo) IncorrectNumberOfArguments)]]");
    }

    @Test
    void aBareMinimalInterpreterRunsInstructionsAlone() {
        assertThat(run("(= (bar) baz) (= (foo) (bar)) !(foo) !(pragma! interpreter bare-minimal)"))
                .isEqualTo("[[baz], [()]]");
        assertThat(run("!(foo) !(eval (foo)) !(chain (eval (foo)) $x (eval $x))"))
                .isEqualTo("[[(foo)], [(bar)], [baz]]");
    }

    @Test
    void toABareMinimalInterpreterEmptyIsAResult() {
        assertThat(run("!(pragma! interpreter bare-minimal) !(unify a b yes Empty) !(eval (empty)) !(eval nothing)"))
                .isEqualTo("[[()], [Empty], [Empty], [NotReducible]]");
    }

    @Test
    void theDepthOfTheStackIsCountedAboutAsTheMinimalInterpreterCounts() {
        assertThat(run(FACTORIAL + "!(pragma! max-stack-depth 200) !(fac 3) !(fac 6)"))
                .startsWith("[[()], [6], [(Error ")
                .endsWith(" StackOverflow)]]");
    }

    @Test
    void aDepthOfZeroIsNoLimit() {
        assertThat(run(FACTORIAL + "!(pragma! max-stack-depth 21) !(pragma! max-stack-depth 0) !(fac 20)"))
                .isEqualTo("[[()], [()], [2432902008176640000]]");
    }

    @Test
    void aDepthIsANumber() {
        assertThat(run("!(pragma! max-stack-depth -1)"))
                .isEqualTo("[[(Error (pragma! max-stack-depth -1) UnsignedIntegerIsExpected)]]");
        assertThat(run("!(pragma! max-stack-depth deep)"))
                .isEqualTo("[[(Error (pragma! max-stack-depth deep) UnsignedIntegerIsExpected)]]");
    }
}
