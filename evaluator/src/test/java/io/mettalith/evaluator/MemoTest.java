package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.interpreter.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoTest {
    private static final String FIB = "(= (fib $n) (if (< $n 2) $n (+ (fib (- $n 1)) (fib (- $n 2)))))";

    private final Metta metta = Metta.create();
    private final List<String> printed = new ArrayList<>();

    @AfterEach
    void close() {
        metta.close();
    }

    private String run(String program) {
        metta.output(printed::add);
        return metta.run(program).toString();
    }

    @Test
    void keptValuesMakeAnExponentialFunctionLinear() {
        metta.limits(Limits.none().withMaxSteps(10_000));

        assertThat(run(FIB + "!(fib 90)")).isEqualTo("[[2880067194370816120]]");
    }

    @Test
    void withoutThemItWouldTakeTooLong() {
        metta.memoises(false);
        metta.limits(Limits.none().withMaxSteps(10_000));

        assertThat(catchThrowable(() -> run(FIB + "!(fib 90)"))).isInstanceOf(LimitExceededException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void effectsAreNotSkipped(boolean memoises) {
        metta.memoises(memoises);

        assertThat(run("(= (f $n) (if (< $n 1) (let () (println! $n) 1) (+ (f (- $n 1)) (f (- $n 1))))) !(f 2)"))
                .isEqualTo("[[4]]");
        assertThat(printed).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAsksTheSpaceSeesItAsItIs(boolean memoises) {
        metta.memoises(memoises);
        final String program =
                "(= (f $n) (if (< $n 1) (let $all (collapse (match &self (fact $x) $x)) (size-atom $all))"
                        + " (+ (f (- $n 1)) (f (- $n 1))))) !(f 2) !(add-atom &self (fact 1)) !(f 2)";

        assertThat(run(program)).isEqualTo("[[0], [()], [4]]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsDefinedLaterCounts(boolean memoises) {
        metta.memoises(memoises);

        assertThat(run("(= (unit) 1) (= (f $n) (if (< $n 1) (unit) (+ (f (- $n 1)) (f (- $n 1))))) !(f 3)"))
                .isEqualTo("[[8]]");
        assertThat(run("!(remove-atom &self (= (unit) 1)) !(add-atom &self (= (unit) 2)) !(f 3)"))
                .isEqualTo("[[()], [()], [16]]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalValuesStaySeveral(boolean memoises) {
        metta.memoises(memoises);

        assertThat(run(
                        "(= (coin 0) 1) (= (coin 0) 2) (= (coin $n) (if (< $n 1) (empty) (+ (coin (- $n 1)) (coin (- $n 1)))))"
                                + "!(collapse (coin 1)) !(collapse (coin 1))"))
                .isEqualTo("[[(2 3 3 4)], [(2 3 3 4)]]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void errorsComeAgain(boolean memoises) {
        metta.memoises(memoises);

        assertThat(
                        run(
                                "(= (f $n) (if (< $n 1) (/ 1 $n) (+ (f (- $n 1)) (f (- $n 1))))) !(collapse (f 1)) !(collapse (f 1))"))
                .isEqualTo("[[((Error (/ 1 0) DivisionByZero))], [((Error (/ 1 0) DivisionByZero))]]");
    }

    /** Purity is that of the operation: a name that is defined anew is not taken for what it was. */
    @Test
    void noPureOperationLendsItsPurityToAnotherOfItsName() {
        final List<String> names = new ArrayList<>();
        metta.operations().names().forEach(name -> {
            final Operation operation = metta.operations().find(name);
            if (operation != null && operation.isPure()) {
                names.add(name.name());
            }
        });
        assertThat(names).contains("abs-math", "+", "car-atom");
        for (final String name : names) {
            if (!List.of("+", "-", "==").contains(name)) {
                assertThat(countedCalls(name)).as(name).isEqualTo("[[36.0]]");
            }
        }
    }

    private static String countedCalls(String name) {
        final long[] calls = {0};
        try (Metta other = Metta.create()) {
            other.define(name, "(-> Number Number)", arguments -> (double) ++calls[0]);
            return other.run("(= (g $n) (if (== $n 0) (" + name + " 0) (+ (g (- $n 1)) (g (- $n 1))))) !(g 3)")
                    .toString();
        }
    }
}
