package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Names;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation that there is, given arguments that are small in memory and endless when written out, ends soon after the
 * time is up or somebody cancels. The operations are those of the interpreter's own table, modules included.
 */
class BoundedWorkTest {
    private static final Duration TIMEOUT = Duration.ofMillis(20);
    /** Time in which a call ends that has been told to: garbage collections and a busy machine included. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final int DOUBLINGS = 40;
    private static final int MANY_BITS = 33_219_281;

    private static final String KNOWLEDGE = "(: s A) (: s B) (: s C) (: s D) (: f (-> T Number)) (: (t t) T)\n"
            + "(= (twice $x) ($x $x))\n"
            + "!(import! &self json) !(import! &self random) !(import! &self fileio) !(import! &self catalog)\n";

    /** What is given to operations in the place of each argument of any type. */
    private enum Huge {
        /** Shared data. */
        GROUND(metta -> doubled(Symbol.of("a"))),
        /** Shared, with a variable. */
        OPEN(metta -> doubled(new Variable("x", 0))),
        /** A long integer. */
        INTEGER(metta -> Numbers.integer(BigInteger.ONE.shiftLeft(MANY_BITS))),
        /** A tuple of many types, unevaluated. */
        MANY_TYPES(metta ->
                Expression.of(Collections.nCopies(25, (Atom) Symbol.of("s")).toArray(new Atom[0]))),
        /** The same, given to a function that takes another type. */
        MANY_TYPES_CALLED(metta -> Expression.of(Symbol.of("f"), MANY_TYPES.make.apply(metta)));

        private final Function<Metta, Atom> make;

        Huge(Function<Metta, Atom> make) {
            this.make = make;
        }

        private static Atom doubled(Atom seed) {
            Atom atom = seed;
            for (int i = 0; i < DOUBLINGS; i++) {
                // Evaluated: a value as a program would have made it, whose parts nobody evaluates again.
                atom = Expression.value(atom, atom);
            }
            return atom;
        }
    }

    private static Metta interpreter() {
        final Metta metta = Metta.create();
        metta.output(line -> {});
        metta.run(KNOWLEDGE);
        metta.limits(Limits.none().withTimeout(TIMEOUT));
        return metta;
    }

    /** Returns calls of an operation with such an argument, once made of one object and once of several. */
    private static List<Atom> calls(Metta metta, Symbol name, Huge huge) {
        final List<Atom> calls = new ArrayList<>();
        final Atom type = metta.operations().type(name);
        final Atom shared = huge.make.apply(metta);
        if (Names.isFunctionType(type)) {
            final int arity = ((Expression) type).size() - 2;
            calls.add(call(metta, name, (Expression) type, arity, i -> shared));
            calls.add(call(metta, name, (Expression) type, arity, i -> huge.make.apply(metta)));
            final Expression untyped = Expression.of(
                    Collections.nCopies(arity + 2, (Atom) Names.ATOM).toArray(new Atom[0]));
            calls.add(call(metta, name, untyped, arity, i -> huge.make.apply(metta)));
        } else {
            for (int arity = 1; arity <= 4; arity++) {
                final Expression untyped = Expression.of(
                        Collections.nCopies(arity + 2, (Atom) Names.ATOM).toArray(new Atom[0]));
                calls.add(call(metta, name, untyped, arity, i -> huge.make.apply(metta)));
            }
        }
        return calls;
    }

    private static Atom call(Metta metta, Symbol name, Expression type, int arity, Function<Integer, Atom> argument) {
        final Atom[] parts = new Atom[arity + 1];
        parts[0] = name;
        for (int i = 1; i <= arity; i++) {
            parts[i] = argument(metta, type.get(i), i, argument);
        }
        return Expression.of(parts);
    }

    /** Returns what an operation takes for an argument of a type: the huge one where that may be anything. */
    private static Atom argument(Metta metta, Atom type, int index, Function<Integer, Atom> huge) {
        if (Names.SPACE_TYPE.equals(type)) {
            return metta.parse("&self").get(0);
        }
        if (Names.VARIABLE.equals(type)) {
            return new Variable("v" + index, 0);
        }
        if (Names.BOOL.equals(type)) {
            return BoolAtom.TRUE;
        }
        if (Names.STRING.equals(type)) {
            return new StringAtom("{}{}");
        }
        if (type instanceof Expression state && state.size() > 0 && Names.STATE_MONAD.equals(state.head())) {
            return Expression.of(Symbol.of("new-state"), huge.apply(index));
        }
        return huge.apply(index);
    }

    /** Evaluates a call and prints its results. */
    private static void evaluate(Metta metta, Atom call) {
        try {
            metta.format(metta.evaluate(call));
        } catch (final EvaluationStoppedException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    /** Returns the names of the operations, of those that a test asks for, of which a call does not end. */
    private static List<String> endless(
            Huge huge, UnaryOperator<Metta> prepare, Predicate<String> tried, Duration grace) throws Exception {
        final List<String> endless = new ArrayList<>();
        Metta metta = prepare.apply(interpreter());
        final List<Symbol> names = new ArrayList<>();
        metta.operations().names().forEach(names::add);
        for (final Symbol name : names) {
            if (metta.operations().find(name) == null || !tried.test(name.name())) {
                continue;
            }
            final Metta used = metta;
            final FutureTask<?> task =
                    new FutureTask<>(() -> calls(used, name, huge).forEach(call -> evaluate(used, call)), null);
            final Thread thread = new Thread(task, name.name());
            thread.setDaemon(true);
            thread.start();
            try {
                task.get(grace.toMillis(), TimeUnit.MILLISECONDS);
            } catch (final TimeoutException e) {
                endless.add(name + " at " + List.of(thread.getStackTrace()).subList(0, 4));
                metta = prepare.apply(interpreter()); // the thread goes on with the old one
            }
        }
        return endless;
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationEndsInTime(Huge huge) throws Exception {
        assertThat(endless(huge, metta -> metta, name -> true, GRACE)).isEmpty();
    }

    @Test
    void anOperationThatAsksNobodyIsFound() throws Exception {
        final CountDownLatch released = new CountDownLatch(1);
        try {
            final List<String> found = endless(
                    Huge.GROUND,
                    metta -> {
                        metta.define("planted", "(-> Atom Atom)", arguments -> {
                            released.await();
                            return arguments[0];
                        });
                        return metta;
                    },
                    name -> name.startsWith("p"),
                    GRACE);
            assertThat(found).hasSize(1).first().asString().startsWith("planted");
        } finally {
            released.countDown();
        }
    }

    @Test
    void cancellingEndsPrinting() throws Exception {
        try (Metta metta = Metta.create()) {
            final Atom huge = Huge.GROUND.make.apply(metta);
            final FutureTask<String> printing = new FutureTask<>(() -> metta.format(huge));
            final Thread thread = new Thread(printing);
            thread.setDaemon(true);
            thread.start();
            Thread.sleep(50);
            metta.cancel();
            assertThatThrownBy(() -> printing.get(GRACE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(EvaluationInterruptedException.class);
        }
    }
}
