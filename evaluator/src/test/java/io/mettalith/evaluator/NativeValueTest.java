package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.stdlib.StandardLibrary;
import io.mettalith.store.environment.Environment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects of the host program as values of a MeTTa program. */
class NativeValueTest {
    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);

    @BeforeEach
    void defineCounters() {
        metta.operations()
                .define(
                        Symbol.of("new-counter"),
                        StandardLibrary.type("(-> Counter)"),
                        Operation.of(
                                0,
                                (machine, arguments) ->
                                        new NativeAtom(new AtomicInteger(), Symbol.of("Counter"), "a-counter")));
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private String run(String program) {
        return metta.run(program).stream().map(metta::format).toList().toString();
    }

    @Test
    void itHasTheTypeThatItWasGiven() {
        assertThat(run("!(get-metatype (new-counter)) !(let $c (new-counter) (get-type $c)) !(+ 1 (new-counter))"))
                .isEqualTo("[[Expression], [Counter], [(Error (+ 1 (new-counter)) (BadArgType 2 Number Counter))]]");
    }

    @Test
    void itMatchesItselfAndVariables() {
        assertThat(run("(seen $x) (pair $a $a) (other b)"
                        + "!(let $c (new-counter) (unify ($c $c) ($d $d) same different))"
                        + "!(let $c (new-counter) (unify $c a-counter same different))"
                        + "!(let $c (new-counter) (match &self (seen $c) found))"
                        + "!(let $c (new-counter) (match &self (other $c) found))"
                        + "!(let* (($c (new-counter)) ($d (new-counter))) (match &self (pair $c $d) found))"
                        + "!(let $c (new-counter) (match &self (pair $c $e) (== $c $e)))"
                        + "!(let $c (new-counter) (match &self (, (seen $c) (pair $c $c)) found))"))
                .isEqualTo("[[same], [different], [found], [], [], [True], [found]]");
    }

    @Test
    void rulesTakeIt() {
        assertThat(run("(= (twice $c) ($c $c)) (= (((curry $f) $c) $d) ($f $d)) !(twice (new-counter))"
                        + "!(((curry f) 1) (new-counter)) !(((curry f) (new-counter)) 2)"))
                .isEqualTo("[[(a-counter a-counter)], [(f a-counter)], [(f 2)]]");
    }

    @Test
    void storingItIsAnError() {
        final String reason = " a native value cannot be stored in a space, a state or a snapshot: value=a-counter, "
                + "type=Counter; bind it to a token or pass it as an argument)]";
        assertThat(run("!(let $c (new-counter) (add-atom &self (have $c)))"))
                .isEqualTo("[[(Error (add-atom &self (have a-counter))" + reason + "]");
        assertThat(run("!(new-state (new-counter))")).isEqualTo("[[(Error (new-state a-counter)" + reason + "]");
        assertThat(environment.size()).isZero();
    }

    @Test
    void aTokenMayStandForItUntilTheProgramEnds() {
        assertThat(run("!(bind! &c (new-counter)) !(get-type &c) (fact &c) !(not-reached)"))
                .startsWith("[[()], [Counter], [(Error (fact a-counter) a native value cannot be stored");
        assertThat(environment.binding("&c")).isEmpty();
        assertThat(new Metta(environment).parse("&c")).containsExactly(Symbol.of("&c"));
    }
}
