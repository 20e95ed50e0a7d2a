package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Limit;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitsTest {
    private final Metta metta = Metta.create();

    @BeforeEach
    void define() {
        metta.run("(= (from $n) $n) (= (from $n) (from (+ $n 1)))\n"
                + "(= (spin) (spin))\n"
                + "(= (count $n) (if (== $n 0) 0 (+ 1 (count (- $n 1)))))\n"
                + "(= (two) 1) (= (two) 2)");
    }

    @AfterEach
    void close() {
        metta.close();
    }

    private LimitExceededException exceeded(Limits limits, String program) {
        metta.limits(limits);
        final LimitExceededException e = catchThrowableOfType(LimitExceededException.class, () -> metta.run(program));
        metta.limits(Limits.none());
        return e;
    }

    @Test
    void theStepLimitEndsAnEvaluationAtTheExactStep() {
        final LimitExceededException e = exceeded(Limits.none().withMaxSteps(1000), "!(+ 1 1) !(spin)");
        assertThat(e.limit()).isEqualTo(Limit.STEPS);
        assertThat(e.completed()).hasToString("[[2]]");
        assertThat(e).hasMessageContaining("maxSteps=1000");
        final long before = e.steps();
        final LimitExceededException again = exceeded(Limits.none().withMaxSteps(1000), "!(spin)");
        assertThat(again.steps() - before).isEqualTo(1000);
    }

    @Test
    void stepsAreThoseOfTheWholeCall() {
        metta.limits(Limits.none().withMaxSteps(5000));
        metta.run("!(count 100)");
        metta.run("!(count 100)");
        assertThatThrownBy(() -> metta.run("!(count 100)".repeat(50))).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void theTimeLimitEndsAnEvaluation() {
        final LimitExceededException e = exceeded(Limits.none().withTimeout(Duration.ofMillis(50)), "!(spin)");
        assertThat(e.limit()).isEqualTo(Limit.TIME);
        assertThat(e).hasMessageContaining("timeout=PT0.05S");
    }

    @Test
    void theTimeLimitLeavesTheResultsFoundSoFar() {
        metta.run("(= (some) 1) (= (some) 2) (= (some) (spin))");
        final LimitExceededException e = exceeded(Limits.none().withTimeout(Duration.ofSeconds(2)), "!(some)");
        assertThat(e.results()).hasToString("[1, 2]");
    }

    @Test
    void anEndlessGeneratorEndsAtTheResultLimit() {
        final LimitExceededException e = exceeded(Limits.none().withMaxResults(3), "!(from 0)");
        assertThat(e.limit()).isEqualTo(Limit.RESULTS);
        assertThat(e.results()).hasToString("[0, 1, 2]");
    }

    @Test
    void theResultLimitDoesNotLookForAResultThatItWouldNotGive() {
        metta.run("(= (some) 1) (= (some) (spin))");
        assertThat(exceeded(Limits.none().withMaxResults(1), "!(some)").results())
                .hasToString("[1]");
    }

    @Test
    void asManyResultsAsAllowedAreNoError() {
        metta.limits(Limits.none().withMaxResults(2));
        assertThat(metta.run("!(two) !(+ 1 1)")).hasToString("[[1, 2], [2]]");
    }

    @Test
    void aDepthLimitIsAnErrorOfTheLanguage() {
        metta.limits(Limits.none().withMaxStackDepth(500));
        assertThat(metta.evaluate("(count 1000)").toString()).endsWith("StackOverflow)]");
        assertThat(metta.evaluate("(case (count 1000) (((Error $call StackOverflow) deep) ($n fine)))"))
                .hasToString("[deep]");
    }

    @Test
    void anInterpreterGoesOnAfterALimit() {
        exceeded(Limits.none().withMaxSteps(1000), "!(spin)");
        assertThat(metta.evaluate("(two)")).hasToString("[1, 2]");
    }

    @Test
    void aStreamFindsOneResultAfterTheOther() {
        try (Stream<Atom> results = metta.stream("(from 10)")) {
            assertThat(results.limit(3).toList()).hasToString("[10, 11, 12]");
        }
        assertThat(metta.stream("(two)").toList()).hasToString("[1, 2]");
    }

    @Test
    void anotherThreadCancelsAnEvaluation() throws Exception {
        final CountDownLatch running = new CountDownLatch(1);
        metta.define("say", "(-> Bool)", arguments -> {
            running.countDown();
            return true;
        });
        metta.run("(= (some) 1) (= (some) (if (say) (spin) never))");
        final FutureTask<List<Atom>> task = new FutureTask<>(() -> metta.evaluate("(some)"));
        new Thread(task).start();
        running.await();
        metta.cancel();
        assertThatThrownBy(task::get)
                .cause()
                .isInstanceOfSatisfying(
                        EvaluationInterruptedException.class,
                        e -> assertThat(e.results()).hasToString("[1]"));
        assertThat(metta.evaluate("(two)")).hasToString("[1, 2]");
    }

    @Test
    void cancellingBetweenTwoEvaluationsEndsTheProgram() {
        metta.define("stop", "(-> (->))", arguments -> {
            metta.cancel();
            return null;
        });
        final EvaluationStoppedException e =
                catchThrowableOfType(EvaluationStoppedException.class, () -> metta.run("!(two) !(stop) !(two)"));
        assertThat(e.completed()).hasSizeLessThan(3).startsWith(metta.evaluate("(two)"));
    }

    @Test
    void cancellingNothingDoesNothing() {
        metta.cancel();
        assertThat(metta.evaluate("(two)")).hasToString("[1, 2]");
    }

    @Test
    void whatWasUnderWayIsTold() {
        final LimitExceededException e = exceeded(Limits.none().withMaxSteps(3000), "!(count 1000000)");
        assertThat(e.chain().calls().toString()).contains("(+ 1 (count (- ");
        assertThat(e.chain().omitted()).isPositive();
        assertThat(e.chain().calls()).hasSizeLessThan(20);
    }

    @Test
    void aLimitIsPositive() {
        assertThatThrownBy(() -> Limits.none().withMaxSteps(0)).hasMessageContaining("maxSteps=0");
        assertThatThrownBy(() -> Limits.none().withMaxResults(-1)).hasMessageContaining("maxResults=-1");
        assertThatThrownBy(() -> Limits.none().withMaxStackDepth(0)).hasMessageContaining("maxStackDepth=0");
        assertThatThrownBy(() -> Limits.none().withTimeout(Duration.ZERO)).hasMessageContaining("timeout=PT0S");
    }

    @Test
    void aVeryLongTimeIsForEver() {
        assertThat(Limits.none().withTimeout(Duration.ofSeconds(Long.MAX_VALUE)).timeout())
                .isEqualTo(Limits.FOREVER);
    }

    @Test
    void theMemoryLimitEndsAnEvaluationThatHoldsMore() {
        final LimitExceededException e = exceeded(
                Limits.none().withMaxMemoryBytes(64 << 20), "(= (grow $l) (grow (cons $l $l $l $l))) !(grow ())");
        assertThat(e.limit()).isEqualTo(Limit.MEMORY);
        assertThat(e).hasMessageContaining("maxMemoryBytes=67108864");
    }

    @Test
    void garbageDoesNotCountAsMemory() {
        System.gc(); // what other tests have left behind does not count either
        final Runtime heap = Runtime.getRuntime();
        metta.limits(Limits.none().withMaxMemoryBytes(heap.totalMemory() - heap.freeMemory() + (256 << 20)));
        assertThat(metta.run("(= (loop $n $l) (if (== $n 0) done (loop (- $n 1) (cons $n nil)))) !(loop 1000000 nil)"))
                .hasToString("[[done]]");
    }

    @Test
    void runningOutOfHeapEndsAnEvaluationAsTheMemoryLimitDoes() {
        metta.define("hoard", "(-> Number)", arguments -> {
            throw new OutOfMemoryError("planted");
        });
        final LimitExceededException e = exceeded(Limits.none(), "!(+ 1 1) !(hoard)");
        assertThat(e.limit()).isEqualTo(Limit.MEMORY);
        assertThat(e.completed()).hasToString("[[2]]");
        assertThat(metta.run("!(+ 1 2)")).hasToString("[[3]]");
    }

    @Test
    void anIntegerThatBecomesTooLongEndsAnEvaluation() {
        metta.run("(= (squared $x $n) (if (== $n 0) $x (squared (* $x $x) (- $n 1))))");
        final LimitExceededException e = exceeded(Limits.none(), "!(squared 10 45)");
        assertThat(e.limit()).isEqualTo(Limit.DIGITS);
        assertThat(e).hasMessageContaining("maxIntegerDigits=1000000");
        assertThat(exceeded(Limits.none().withMaxIntegerDigits(100), "!(squared 10 7)")
                        .limit())
                .isEqualTo(Limit.DIGITS);
        assertThat(metta.run("!(squared 10 5)")).hasToString("[[1" + "0".repeat(32) + "]]");
    }

    @Test
    void endlessRecursionEndsWithoutALimitOfItsOwn() {
        assertThat(metta.limits().maxStackDepth()).isLessThanOrEqualTo(Limits.STACK_DEPTH);
        assertThat(metta.run("(= (endless $n) (+ 1 (endless $n))) !(endless 1)").toString())
                .contains("StackOverflow");
    }
}
