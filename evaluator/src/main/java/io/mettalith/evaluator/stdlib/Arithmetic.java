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
        library.binary("+", NUMBERS, numbers(Arithmetic::sum))
                .binary("-", NUMBERS, numbers(Arithmetic::difference))
                .binary("*", NUMBERS, numbers(Arithmetic::product))
                .binary("/", NUMBERS, dividing("/", BigInteger::divide, (a, b) -> a / b))
                .binary("%", NUMBERS, dividing("%", BigInteger::remainder, (a, b) -> a % b))
                .binary("<", COMPARISON, comparing(order -> order < 0))
                .binary("<=", COMPARISON, comparing(order -> order <= 0))
                .binary(">", COMPARISON, comparing(order -> order > 0))
                .binary(">=", COMPARISON, comparing(order -> order >= 0))
                .binary(
                        "==",
                        "(-> $t $t Bool)",
                        new BinaryOperation.Comparing((a, b) -> BoolAtom.of(Atoms.languageEquals(a, b))))
                .binary("and", BOOLS, logical((a, b) -> a && b))
                .binary("or", BOOLS, logical((a, b) -> a || b))
                .binary("xor", BOOLS, logical((a, b) -> a ^ b))
                .pure(
                        "not",
                        "(-> Bool Bool)",
                        (machine, arguments) -> arguments[0] instanceof BoolAtom bool
                                ? BoolAtom.of(!bool.value())
                                : Names.NOT_REDUCIBLE);
    }

    private static Operation.Binary numbers(BinaryOperator<Atom> function) {
        return new BinaryOperation(NumberAtom.class, function);
    }

    private static Atom sum(Atom left, Atom right) {
        if (left instanceof IntegerAtom a && right instanceof IntegerAtom b) {
            final long sum = a.value() + b.value();
            if (((a.value() ^ sum) & (b.value() ^ sum)) >= 0) {
                return Numbers.integer(sum);
            }
        }
        return calculate(left, right, BigInteger::add, Double::sum);
    }

    private static Atom difference(Atom left, Atom right) {
        if (left instanceof IntegerAtom a && right instanceof IntegerAtom b) {
            final long difference = a.value() - b.value();
            if (((a.value() ^ b.value()) & (a.value() ^ difference)) >= 0) {
                return Numbers.integer(difference);
            }
        }
        return calculate(left, right, BigInteger::subtract, (x, y) -> x - y);
    }

    private static Atom product(Atom left, Atom right) {
        if (left instanceof IntegerAtom a && right instanceof IntegerAtom b) {
            final long low = a.value() * b.value();
            if (Math.multiplyHigh(a.value(), b.value()) == low >> 63) {
                return Numbers.integer(low);
            }
        }
        return calculate(left, right, Arithmetic::multiply, (x, y) -> x * y);
    }

    private static BigInteger multiply(BigInteger a, BigInteger b) {
        Numbers.checkLength((long) a.bitLength() + b.bitLength() - 1);
        return a.multiply(b);
    }

    private interface OrderTest {
        boolean holds(int order);
    }

    private interface BoolOperator {
        boolean apply(boolean left, boolean right);
    }

    /** Calculates what is not two 64-bit integers with such a result; what is no number leaves the call as it is. */
    private static Atom calculate(
            Atom left, Atom right, BinaryOperator<BigInteger> integers, DoubleBinaryOperator doubles) {
        if (!(left instanceof NumberAtom a) || !(right instanceof NumberAtom b)) {
            return Names.NOT_REDUCIBLE;
        }
        return a instanceof FloatAtom || b instanceof FloatAtom
                ? Numbers.floating(doubles.applyAsDouble(a.doubleValue(), b.doubleValue()))
                : Numbers.integer(integers.apply(big(a), big(b)));
    }

    private static Operation.Binary dividing(
            String name, BinaryOperator<BigInteger> integers, DoubleBinaryOperator doubles) {
        final boolean divides = "/".equals(name);
        return numbers((left, right) -> {
            if (right instanceof IntegerAtom b && left instanceof NumberAtom && !(left instanceof FloatAtom)) {
                if (b.value() == 0) {
                    return Names.error(Expression.of(Symbol.of(name), left, right), DIVISION_BY_ZERO);
                }
                if (left instanceof IntegerAtom a && b.value() != -1) {
                    return Numbers.integer(divides ? a.value() / b.value() : a.value() % b.value());
                }
            }
            return calculate(left, right, integers, doubles);
        });
    }

    private static BigInteger big(NumberAtom number) {
        if (number instanceof BigIntegerAtom integer) {
            Numbers.checkLength(integer.value().bitLength());
            return integer.value();
        }
        return BigInteger.valueOf(((IntegerAtom) number).value());
    }

    private static Operation.Binary comparing(OrderTest test) {
        return numbers((left, right) -> {
            if (left instanceof IntegerAtom x && right instanceof IntegerAtom y) {
                return BoolAtom.of(test.holds(Long.compare(x.value(), y.value())));
            }
            if (!(left instanceof NumberAtom a) || !(right instanceof NumberAtom b)) {
                return Names.NOT_REDUCIBLE;
            }
            return BoolAtom.of(
                    a instanceof FloatAtom || b instanceof FloatAtom
                            ? compareFloats(a.doubleValue(), b.doubleValue(), test)
                            : test.holds(big(a).compareTo(big(b))));
        });
    }

    /** Compares as IEEE 754 does: nothing holds of a NaN, and the zeros are equal. */
    private static boolean compareFloats(double a, double b, OrderTest test) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return false;
        }
        return test.holds(a == b ? 0 : a < b ? -1 : 1);
    }

    private static Operation.Binary logical(BoolOperator operator) {
        return new BinaryOperation(
                BoolAtom.class,
                (left, right) -> left instanceof BoolAtom a && right instanceof BoolAtom b
                        ? BoolAtom.of(operator.apply(a.value(), b.value()))
                        : Names.NOT_REDUCIBLE);
    }
}
