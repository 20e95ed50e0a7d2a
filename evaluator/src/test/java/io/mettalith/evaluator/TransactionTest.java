package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final Metta metta = Metta.create();
    private final Environment environment = metta.environment();

    @AfterEach
    void close() {
        metta.close();
    }

    @Test
    void aLimitTakesBackWhatATransactionHasWritten() {
        metta.run("(= (spin) (spin)) (= (work) (let () (add-atom &self (half done)) (spin)))");
        metta.limits(Limits.none().withMaxSteps(20_000));
        assertThatThrownBy(() -> metta.run("!(add-atom &self (before)) !(transaction (work))"))
                .isInstanceOf(LimitExceededException.class);
        assertThat(metta.environment()).isSameAs(environment);
        assertThat(metta.run("!(match &self (half $x) $x) !(match &self (before) yes)"))
                .hasToString("[[], [yes]]");
    }

    @Test
    void anExceptionOfJavaTakesBackWhatATransactionHasWritten() {
        metta.define("crash", "(-> Atom)", arguments -> {
            throw new AssertionError("broken");
        });
        assertThatThrownBy(() -> metta.run("!(transaction (let () (add-atom &self (a)) (crash)))"))
                .isInstanceOf(AssertionError.class);
        assertThat(metta.environment()).isSameAs(environment);
        assertThat(environment.size()).isZero();
    }

    @Test
    void whatAJavaFunctionWritesIsPartOfTheTransaction() {
        metta.define("write", "(-> Atom (->))", arguments -> {
            metta.environment().add(AtomCode.symbol(arguments[0].toString()));
            return null;
        });
        metta.run("!(case (transaction (let () (write a) (Error a b))) (((Error $x $y) ok)))");
        assertThat(environment.size()).isZero();
        metta.run("!(transaction (write a))");
        assertThat(environment.contains(AtomCode.symbol("a"))).isTrue();
    }

    @Test
    void nobodyElseSeesAPartOfATransaction() {
        final long[] seen = new long[1];
        metta.define("look", "(-> (->))", arguments -> {
            seen[0] = environment.size();
            return null;
        });
        metta.run("!(transaction (let () (add-atom &self (a)) (look)))");
        assertThat(seen[0]).isZero();
        assertThat(environment.size()).isEqualTo(1);
    }

    @Test
    void rulesThatAFailedTransactionHasDefinedAreForgotten() {
        metta.run("(= (f) old)");
        assertThat(metta.run("!(case (transaction (let () (add-atom &self (= (f) new)) (Error (f) no)))"
                        + " (((Error $a $b) failed))) !(f)"))
                .hasToString("[[failed], [old]]");
        assertThat(metta.run("!(transaction (let () (add-atom &self (= (f) new)) (f))) !(f)"))
                .hasToString("[[old, new], [old, new]]");
    }

    @Test
    void manyTransactionsLeaveNothingButWhatTheyWrote() {
        metta.run("(= (count $n) (if (== $n 0) done (let $x (transaction (step $n)) (count (- $n 1)))))\n"
                + "(= (step $n) (let () (add-atom &self (at (% $n 10))) (if (== (% $n 2) 0) fine (if (== 1 2) no"
                + " (Error odd no)))))\n"
                + "(= (count-all $n) (case (count $n) (((Error $a $b) (count-all (- $n 1))) ($x $x))))");
        metta.run("(= (safe $n) (if (== $n 0) done (case (transaction (step $n)) (((Error $a $b) (safe (- $n 1)))"
                + " (fine (safe (- $n 1)))))))");
        assertThat(metta.evaluate("(safe 20000)")).hasToString("[done]");
        assertThat(environment.size(SpaceId.MAIN)).isEqualTo(10_004);
        assertThat(environment.figures().forksOpen()).isLessThan(5);
    }
}
