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
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import java.math.BigInteger;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/**
 * Numbers and truth values. Integers are exact: a result that does not fit 64 bits is an integer of arbitrary precision.
 * With one float operand the other is read as a float. What is not a number leaves the call as it is.
 */
final class Arithmetic {
    private static final String NUMBERS = "(-> Number Number Number)";
    private static final String COMPARISON = "(-> Number Number Bool)";
    private static final String BOOLS = "(-> Bool Bool Bool)";
    private static final Symbol DIVISION_BY_ZERO = Symbol.of("DivisionByZero");

    private Arithmetic() {}

    static void define(Library library) {
        library.function("+", NUMBERS, binary(Math::addExact, BigInteger::add, Double::sum))
                .function("-", NUMBERS, binary(Math::subtractExact, BigInteger::subtract, (a, b) -> a - b))
                .function("*", NUMBERS, binary(Math::multiplyExact, BigInteger::multiply, (a, b) -> a * b))
                .function("/", NUMBERS, dividing("/", BigInteger::divide, (a, b) -> a / b))
                .function("%", NUMBERS, dividing("%", BigInteger::remainder, (a, b) -> a % b))
                .function("<", COMPARISON, comparing(order -> order < 0))
                .function("<=", COMPARISON, comparing(order -> order <= 0))
                .function(">", COMPARISON, comparing(order -> order > 0))
                .function(">=", COMPARISON, comparing(order -> order >= 0))
                .function(
                        "==",
                        "(-> $t $t Bool)",
                        (machine, arguments) -> BoolAtom.of(Atoms.languageEquals(arguments[0], arguments[1])))
                .function("and", BOOLS, logical((a, b) -> a && b))
                .function("or", BOOLS, logical((a, b) -> a || b))
                .function("xor", BOOLS, logical((a, b) -> a ^ b))
                .function(
                        "not",
                        "(-> Bool Bool)",
                        (machine, arguments) -> arguments[0] instanceof BoolAtom bool
                                ? BoolAtom.of(!bool.value())
                                : Names.NOT_REDUCIBLE);
    }

    private interface LongOperator {
        /** Throws {@link ArithmeticException} where the result does not fit. */
        long apply(long left, long right);
    }

    private interface OrderTest {
        boolean holds(int order);
    }

    private interface BoolOperator {
        boolean apply(boolean left, boolean right);
    }

    private static Operation.Function binary(
            LongOperator longs, BinaryOperator<BigInteger> integers, DoubleBinaryOperator doubles) {
        return (machine, arguments) -> arguments[0] instanceof NumberAtom a && arguments[1] instanceof NumberAtom b
                ? calculate(a, b, longs, integers, doubles)
                : Names.NOT_REDUCIBLE;
    }

    private static Atom calculate(
            NumberAtom a,
            NumberAtom b,
            LongOperator longs,
            BinaryOperator<BigInteger> integers,
            DoubleBinaryOperator doubles) {
        if (a instanceof IntegerAtom x && b instanceof IntegerAtom y) {
            try {
                return Numbers.integer(longs.apply(x.value(), y.value()));
            } catch (final ArithmeticException e) {
                return Numbers.integer(integers.apply(big(a), big(b)));
            }
        }
        if (a instanceof FloatAtom || b instanceof FloatAtom) {
            return Numbers.floating(doubles.applyAsDouble(a.doubleValue(), b.doubleValue()));
        }
        return Numbers.integer(integers.apply(big(a), big(b)));
    }

    private static Operation.Function dividing(
            String name, BinaryOperator<BigInteger> integers, DoubleBinaryOperator doubles) {
        final boolean divides = "/".equals(name);
        final LongOperator longs = divides ? Arithmetic::divideExact : (x, y) -> y == -1 ? 0 : x % y;
        return (machine, arguments) -> {
            if (!(arguments[0] instanceof NumberAtom a) || !(arguments[1] instanceof NumberAtom b)) {
                return Names.NOT_REDUCIBLE;
            }
            if (!(a instanceof FloatAtom) && b instanceof IntegerAtom divisor && divisor.value() == 0) {
                return Names.error(Expression.of(Symbol.of(name), a, b), DIVISION_BY_ZERO);
            }
            return calculate(a, b, longs, integers, doubles);
        };
    }

    private static long divideExact(long left, long right) {
        if (left == Long.MIN_VALUE && right == -1) {
            throw new ArithmeticException("long overflow");
        }
        return left / right;
    }

    private static BigInteger big(NumberAtom number) {
        return number instanceof BigIntegerAtom integer
                ? integer.value()
                : BigInteger.valueOf(((IntegerAtom) number).value());
    }

    private static Operation.Function comparing(OrderTest test) {
        return (machine, arguments) -> {
            if (!(arguments[0] instanceof NumberAtom a) || !(arguments[1] instanceof NumberAtom b)) {
                return Names.NOT_REDUCIBLE;
            }
            if (a instanceof FloatAtom || b instanceof FloatAtom) {
                return BoolAtom.of(compareFloats(a.doubleValue(), b.doubleValue(), test));
            }
            return BoolAtom.of(test.holds(
                    a instanceof IntegerAtom x && b instanceof IntegerAtom y
                            ? Long.compare(x.value(), y.value())
                            : big(a).compareTo(big(b))));
        };
    }

    /** Compares as IEEE 754 does: nothing holds of a NaN, and the zeros are equal. */
    private static boolean compareFloats(double a, double b, OrderTest test) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return false;
        }
        return test.holds(a == b ? 0 : a < b ? -1 : 1);
    }

    private static Operation.Function logical(BoolOperator operator) {
        return (machine, arguments) -> arguments[0] instanceof BoolAtom a && arguments[1] instanceof BoolAtom b
                ? BoolAtom.of(operator.apply(a.value(), b.value()))
                : Names.NOT_REDUCIBLE;
    }
}
