package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.store.environment.Environment;
import java.time.LocalDate;
import java.time.chrono.ChronoLocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The evaluator as a library: functions, types and values of Java. */
class EmbeddingTest {
    private final Metta metta = Metta.create();

    @AfterEach
    void close() {
        metta.close();
    }

    @Test
    void aJavaFunctionIsCalledWithEvaluatedArguments() {
        metta.define("cube", "(-> Number Number)", arguments -> Math.pow(Values.toDouble(arguments[0]), 3));
        assertThat(metta.run("(= (half $x) (/ $x 2)) !(half (cube (+ 1 2)))")).hasToString("[[13.5]]");
    }

    @Test
    void aJavaFunctionIsTypeChecked() {
        metta.define("cube", "(-> Number Number)", arguments -> arguments[0]);
        assertThat(metta.evaluate("(cube \"a\")")).hasToString("[(Error (cube \"a\") (BadArgType 1 Number String))]");
        assertThat(metta.evaluate("(cube)")).hasToString("[(Error (cube) IncorrectNumberOfArguments)]");
    }

    @Test
    void aJavaFunctionMayHaveNoArgumentsOrAnyNumber() {
        metta.define("answer", "(-> Number)", arguments -> 42);
        metta.define("count", arguments -> arguments.length);
        assertThat(metta.evaluate("((answer) (count) (count a (+ 1 1) $x))")).hasToString("[(42 0 3)]");
    }

    @Test
    void anArgumentOfTypeAtomComesUnevaluated() {
        final List<Atom> seen = new ArrayList<>();
        metta.define("keep", "(-> Atom (->))", arguments -> seen.add(arguments[0]) ? null : null);
        assertThat(metta.evaluate("(keep (+ 1 2))")).hasToString("[()]");
        assertThat(seen).hasToString("[(+ 1 2)]");
    }

    @Test
    void variablesInArgumentsComeResolved() {
        final List<Atom> seen = new ArrayList<>();
        metta.define("keep", "(-> Atom (->))", arguments -> seen.add(arguments[0]) ? null : null);
        metta.evaluate("(let $x (f 1) (keep (g $x)))");
        assertThat(seen).hasToString("[(g (f 1))]");
    }

    @Test
    void anExceptionIsAnErrorOfTheLanguage() {
        metta.define("fail", "(-> Atom Atom)", arguments -> {
            throw new IllegalStateException("out of order");
        });
        metta.define("fail-silently", "(-> Atom)", arguments -> {
            throw new UnsupportedOperationException();
        });
        assertThat(metta.evaluate("(fail x)")).hasToString("[(Error (fail x) out of order)]");
        assertThat(metta.evaluate("(case (fail-silently) (((Error $call $why) caught) ($other fine)))"))
                .hasToString("[caught]");
        assertThat(metta.evaluate("(fail-silently)"))
                .hasToString("[(Error (fail-silently) UnsupportedOperationException)]");
    }

    @Test
    void anErrorOfTheVirtualMachineIsNotCaught() {
        metta.define("crash", "(-> Atom)", arguments -> {
            throw new AssertionError("broken");
        });
        assertThatThrownBy(() -> metta.evaluate("(crash)")).isInstanceOf(AssertionError.class);
        assertThat(metta.evaluate("(+ 1 2)")).hasToString("[3]");
    }

    @Test
    void theElementsOfAStreamAreAlternativesTakenOneByOne() {
        final AtomicInteger taken = new AtomicInteger();
        metta.define(
                "naturals",
                "(-> Number)",
                arguments -> IntStream.iterate(0, i -> i + 1)
                        .peek(i -> taken.incrementAndGet())
                        .boxed());
        try (Stream<Atom> results = metta.stream("(* 2 (naturals))")) {
            assertThat(results.limit(3).toList()).hasToString("[0, 2, 4]");
        }
        assertThat(taken).hasValueLessThanOrEqualTo(4);
        metta.define("nothing", "(-> Number)", arguments -> Stream.empty());
        assertThat(metta.evaluate("(nothing)")).isEmpty();
    }

    @Test
    void anAbandonedStreamIsClosed() {
        final AtomicInteger closed = new AtomicInteger();
        metta.define("two", "(-> Number)", arguments -> Stream.of(1, 2).onClose(closed::incrementAndGet));
        assertThat(metta.evaluate("(two)")).hasToString("[1, 2]");
        assertThat(closed).hasValue(1);
        metta.stream("(two)").findFirst();
        metta.evaluate("(+ 1 2)");
        assertThat(closed).hasValue(2);
    }

    @Test
    void aStreamThatFailsEndsInAnError() {
        metta.define("fails", "(-> Number)", arguments -> Stream.of(1, 2).map(i -> 2 / (2 - i)));
        assertThat(metta.evaluate("(collapse (fails))").toString()).isEqualTo("[(2)]");
        metta.define("fails-at-once", "(-> Number)", arguments -> Stream.of(2).map(i -> 2 / (2 - i)));
        assertThat(metta.evaluate("(fails-at-once)")).hasToString("[(Error (fails-at-once) / by zero)]");
    }

    @Test
    void objectsOfJavaHaveTheTypesDeclaredForTheirClasses() {
        metta.declare(ChronoLocalDate.class, "Date");
        metta.define("today", "(-> Date)", arguments -> LocalDate.of(2026, 1, 31));
        metta.define(
                "tomorrow",
                "(-> Date Date)",
                arguments -> Values.to(arguments[0], LocalDate.class).plusDays(1));
        metta.define(
                "year",
                "(-> Date Number)",
                arguments -> Values.to(arguments[0], LocalDate.class).getYear());
        assertThat(metta.evaluate("(tomorrow (today))")).hasToString("[2026-02-01]");
        assertThat(metta.evaluate("(year (tomorrow (today)))")).hasToString("[2026]");
        assertThat(metta.evaluate("(year 1)")).hasToString("[(Error (year 1) (BadArgType 1 Date Number))]");
        assertThat(metta.evaluate("(get-type (today))")).hasToString("[Date]");
    }

    @Test
    void aValueOfJavaIsBoundToAToken() {
        metta.bind("&list", List.of(1, "two", true));
        assertThat(metta.evaluate("(quote &list)")).hasToString("[(quote (1 \"two\" True))]");
    }

    @Test
    void aNameMayBeGivenAType() {
        metta.declare("origin", "Point");
        assertThat(metta.evaluate("(get-type origin)")).hasToString("[Point]");
    }

    @Test
    void aFunctionNeedsTheTypeOfAFunction() {
        assertThatThrownBy(() -> metta.define("f", "Number", arguments -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name=f", "type=Number", "(-> <argument>");
    }

    @Test
    void aCallMayBeLeftAsItIs() {
        metta.define("odd", "(-> Number Bool)", arguments -> Names.NOT_REDUCIBLE);
        assertThat(metta.evaluate("(odd 3)")).hasToString("[(odd 3)]");
    }

    @Test
    void evaluatingWithTheCallersInterpreterIsAnError() {
        metta.define(
                "inner", "(-> Atom)", arguments -> metta.evaluate("(+ 1 2)").get(0));
        assertThat(metta.evaluate("(inner)").toString()).contains("Error", "an evaluation is under way");
        assertThat(metta.evaluate("(+ 1 2)")).hasToString("[3]");
    }

    @Test
    void aStreamIsOfUseUntilTheNextEvaluation() {
        final Stream<Atom> stream = metta.stream("(superpose (a b))");
        metta.evaluate("(+ 1 2)");
        assertThatThrownBy(stream::toList)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the stream up first");
    }

    @Test
    void oneExpressionIsExpected() {
        assertThatThrownBy(() -> metta.evaluate("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atoms=2");
    }

    @Test
    void closingClosesTheEnvironmentThatWasMadeForIt() {
        try (Environment environment = Environment.create()) {
            new Metta(environment).close();
            assertThat(environment.isClosed()).isFalse();
        }
        final Metta own = Metta.create();
        own.close();
        own.close();
        assertThat(own.environment().isClosed()).isTrue();
    }

    @Test
    void anExpressionCanBeMadeOfAtoms() {
        final Atom call = Expression.of(Values.symbol("+"), metta.atom(40), metta.atom(2));
        assertThat(metta.evaluate(call)).hasToString("[42]");
    }
}
