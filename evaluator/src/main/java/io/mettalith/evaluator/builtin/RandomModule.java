package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.NativeModule;
import io.mettalith.evaluator.stdlib.Library;

/**
 * Random numbers. The symbol {@code &rng} stands for a generator that every interpreter has, so it can be stored in rules;
 * generators that a program makes cannot.
 */
final class RandomModule implements NativeModule {
    private static final Symbol TYPE = Symbol.of("RandomGenerator");
    private static final Symbol SHARED = Symbol.of("&rng");

    private RandomSource shared;

    @Override
    public String name() {
        return "random";
    }

    @Override
    public void define(Operations operations) {
        shared = new RandomSource();
        new Library(operations)
                .declare(SHARED.name(), TYPE.name())
                .function(
                        "new-random-generator",
                        "(-> Number RandomGenerator)",
                        (machine, arguments) -> arguments[0] instanceof IntegerAtom seed
                                ? new NativeAtom(new RandomSource(seed.value()), TYPE, "RandomGenerator")
                                : Library.error(
                                        "new-random-generator", arguments, "new-random-generator expects an integer"))
                .function(
                        "random-int",
                        "(-> RandomGenerator Number Number Number)",
                        (machine, arguments) -> integer(arguments))
                .function(
                        "random-float",
                        "(-> RandomGenerator Number Number Number)",
                        (machine, arguments) -> real(arguments))
                .function(
                        "set-random-seed", "(-> RandomGenerator Number (->))", (machine, arguments) -> seed(arguments))
                .function(
                        "reset-random-generator", "(-> RandomGenerator (->))", (machine, arguments) -> reset(arguments))
                .function("flip", "(-> Bool)", (machine, arguments) -> BoolAtom.of(shared.flip()));
    }

    /** Returns the generator that an atom is, or null. */
    private RandomSource source(Atom atom) {
        if (SHARED.equals(atom)) {
            return shared;
        }
        return atom instanceof NativeAtom object ? object.value(RandomSource.class) : null;
    }

    private Atom integer(Atom... arguments) {
        final RandomSource source = source(arguments[0]);
        if (source == null
                || !(arguments[1] instanceof IntegerAtom start)
                || !(arguments[2] instanceof IntegerAtom end)) {
            return Library.error("random-int", arguments, "random-int expects a random generator and two integers");
        }
        return start.value() < end.value()
                ? Numbers.integer(source.integer(start.value(), end.value()))
                : Library.error("random-int", arguments, "RangeIsEmpty");
    }

    private Atom real(Atom... arguments) {
        final RandomSource source = source(arguments[0]);
        final double start = real(arguments[1]);
        final double end = real(arguments[2]);
        if (source == null || !Double.isFinite(start) || !Double.isFinite(end) || !Double.isFinite(end - start)) {
            return Library.error(
                    "random-float", arguments, "random-float expects a random generator and two finite numbers");
        }
        return start < end
                ? Numbers.floating(source.real(start, end))
                : Library.error("random-float", arguments, "RangeIsEmpty");
    }

    private static double real(Atom atom) {
        if (atom instanceof IntegerAtom integer) {
            return integer.value();
        }
        return atom instanceof FloatAtom floating ? floating.value() : Double.NaN;
    }

    private Atom seed(Atom... arguments) {
        final RandomSource source = source(arguments[0]);
        if (source == null || !(arguments[1] instanceof IntegerAtom seed)) {
            return Library.error(
                    "set-random-seed", arguments, "set-random-seed expects a random generator and an integer");
        }
        source.seed(seed.value());
        return Expression.UNIT;
    }

    private Atom reset(Atom... arguments) {
        final RandomSource source = source(arguments[0]);
        if (source == null) {
            return Names.NOT_REDUCIBLE;
        }
        source.reset();
        return Expression.UNIT;
    }
}
