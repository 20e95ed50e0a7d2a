package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BigIntegerAtom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.syntax.Tokenizer;
import java.math.BigInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Functions on numbers. They answer by a float; the absolute value and rounding leave an integer an integer. What is not a
 * number leaves the call as it is.
 */
final class MathFunctions {
    private static final String UNARY = "(-> Number Number)";
    private static final String BINARY = "(-> Number Number Number)";
    private static final String TEST = "(-> Number Bool)";
    private static final String NUMBERS_ONLY = "Only numbers are allowed in expression: ";
    private static final String TOO_BIG = "power argument is too big, try using float value";

    private MathFunctions() {}

    static void define(Library library) {
        library.pure("pow-math", BINARY, (machine, arguments) -> power(arguments))
                .function("log-math", BINARY, (machine, arguments) -> logarithm(arguments))
                .function("min-atom", "(-> %Undefined% Number)", extreme("min-atom", Math::min))
                .function("max-atom", "(-> %Undefined% Number)", extreme("max-atom", Math::max))
                .pure("sqrt-math", UNARY, floating(Math::sqrt))
                .pure("abs-math", UNARY, (machine, arguments) -> absolute(arguments[0]))
                .pure("trunc-math", UNARY, rounding(MathFunctions::truncated))
                .pure("ceil-math", UNARY, rounding(Math::ceil))
                .pure("floor-math", UNARY, rounding(Math::floor))
                .pure("round-math", UNARY, rounding(MathFunctions::rounded))
                .function("sin-math", UNARY, floating(Math::sin))
                .function("asin-math", UNARY, floating(Math::asin))
                .function("cos-math", UNARY, floating(Math::cos))
                .function("acos-math", UNARY, floating(Math::acos))
                .function("tan-math", UNARY, floating(Math::tan))
                .function("atan-math", UNARY, floating(Math::atan))
                .function("isnan-math", TEST, testing(Double::isNaN))
                .function("isinf-math", TEST, testing(Double::isInfinite));
    }

    /** Binds the names of the constants. */
    static void bindConstants(Tokenizer tokenizer) {
        tokenizer.bind("PI", Numbers.floating(Math.PI));
        tokenizer.bind("EXP", Numbers.floating(Math.E));
    }

    private static Operation.Function floating(DoubleUnaryOperator function) {
        return (machine, arguments) -> arguments[0] instanceof NumberAtom x
                ? Numbers.floating(function.applyAsDouble(x.doubleValue()))
                : Names.NOT_REDUCIBLE;
    }

    /** Makes a function that has nothing to do for an integer. */
    private static Operation.Function rounding(DoubleUnaryOperator function) {
        final Operation.Function floating = floating(function);
        return (machine, arguments) -> arguments[0] instanceof NumberAtom x && !(x instanceof FloatAtom)
                ? x
                : floating.apply(machine, arguments);
    }

    /** Makes a test that no integer passes. */
    private static Operation.Function testing(DoublePredicate predicate) {
        return (machine, arguments) -> arguments[0] instanceof NumberAtom x
                ? BoolAtom.of(x instanceof FloatAtom && predicate.test(x.doubleValue()))
                : Names.NOT_REDUCIBLE;
    }

    private static double truncated(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    /** Rounds to the nearest integer, halves away from zero. */
    private static double rounded(double x) {
        final double whole = truncated(x);
        return Math.abs(x - whole) >= 0.5 ? whole + Math.signum(x) : whole;
    }

    /** Makes the function that finds the extreme of a tuple of numbers; a NaN among others does not count. */
    private static Operation.Function extreme(String name, DoubleBinaryOperator operator) {
        return (machine, arguments) -> {
            if (!(arguments[0] instanceof Expression list)) {
                return Library.error(name, arguments, name + " expects one argument: expression");
            }
            if (list.size() == 0) {
                return Library.error(name, arguments, "Empty expression");
            }
            double extreme = Double.NaN;
            for (final Atom child : list.childrenUnsafe()) {
                if (!(Atoms.deref(child) instanceof NumberAtom number)) {
                    return Library.error(
                            name, arguments, NUMBERS_ONLY + machine.host().format(list));
                }
                extreme =
                        Double.isNaN(extreme) ? number.doubleValue() : better(operator, extreme, number.doubleValue());
            }
            return Numbers.floating(extreme);
        };
    }

    private static double better(DoubleBinaryOperator operator, double known, double found) {
        return Double.isNaN(found) ? known : operator.applyAsDouble(known, found);
    }

    private static Atom absolute(Atom atom) {
        if (atom instanceof FloatAtom x) {
            return Numbers.floating(Math.abs(x.value()));
        }
        if (atom instanceof BigIntegerAtom x) {
            return Numbers.integer(x.value().abs());
        }
        return atom instanceof IntegerAtom x
                ? Numbers.integer(BigInteger.valueOf(x.value()).abs())
                : Names.NOT_REDUCIBLE;
    }

    private static Atom power(Atom[] arguments) {
        if (!(arguments[0] instanceof NumberAtom base) || !(arguments[1] instanceof NumberAtom exponent)) {
            return Names.NOT_REDUCIBLE;
        }
        if (!(exponent instanceof FloatAtom) && !fitsInt(exponent)) {
            return Library.error("pow-math", arguments, TOO_BIG);
        }
        return Numbers.floating(Math.pow(base.doubleValue(), exponent.doubleValue()));
    }

    private static boolean fitsInt(NumberAtom number) {
        return number instanceof IntegerAtom integer && integer.value() == (int) integer.value();
    }

    private static Atom logarithm(Atom[] arguments) {
        if (!(arguments[0] instanceof NumberAtom base) || !(arguments[1] instanceof NumberAtom x)) {
            return Names.NOT_REDUCIBLE;
        }
        return Numbers.floating(Math.log(x.doubleValue()) / Math.log(base.doubleValue()));
    }
}
