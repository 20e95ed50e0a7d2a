package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BigIntegerAtom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Names;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Atoms as values of Java and back.
 *
 * <pre>
 * Java                                atom                 Java again
 * Byte, Short, Integer, Long          integer              Long
 * BigInteger                          integer              Long if it fits, else BigInteger
 * Float, Double                       float                Double
 * Boolean                             True, False          Boolean
 * String, Character                   string               String
 * Collection, Object[]                expression           List
 * null                                ()                   empty List
 * an Atom                             itself               symbols, variables, states and spaces: the Atom
 * any other object                    native atom          the object
 * </pre>
 *
 * <p>Threading: pure functions.
 */
public final class Values {
    private Values() {}

    /** Returns the atom that a value of Java is; an object of no other meaning is of type {@code %Undefined%}. */
    public static Atom toAtom(Object value) {
        return toAtom(value, object -> new NativeAtom(object, Names.UNDEFINED));
    }

    static Atom toAtom(Object value, Function<Object, Atom> others) {
        if (value instanceof Atom atom) {
            return atom;
        }
        if (value instanceof Number number) {
            return number(number, others);
        }
        if (value instanceof String || value instanceof Character) {
            return new StringAtom(value.toString());
        }
        if (value instanceof Boolean bool) {
            return BoolAtom.of(bool);
        }
        if (value == null) {
            return Expression.UNIT;
        }
        return value instanceof Object[] array
                ? expression(Arrays.asList(array), others)
                : value instanceof Collection<?> collection ? expression(collection, others) : others.apply(value);
    }

    private static Atom number(Number number, Function<Object, Atom> others) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return Numbers.integer(number.longValue());
        }
        if (number instanceof Double || number instanceof Float) {
            return Numbers.floating(number.doubleValue());
        }
        return number instanceof BigInteger integer ? Numbers.integer(integer) : others.apply(number);
    }

    private static Atom expression(Collection<?> values, Function<Object, Atom> others) {
        return Expression.of(values.stream().map(value -> toAtom(value, others)).toArray(Atom[]::new));
    }

    /** Returns the symbol of that name. */
    public static Symbol symbol(String name) {
        return Symbol.of(name);
    }

    /** Returns the value of Java that an atom is. */
    public static Object toJava(Atom given) {
        final Atom atom = Atoms.deref(given);
        if (atom instanceof Expression expression) {
            return Arrays.stream(expression.childrenUnsafe())
                    .map(Values::toJava)
                    .toList();
        }
        if (atom instanceof NumberAtom number) {
            return number(number);
        }
        if (atom instanceof StringAtom string) {
            return string.value();
        }
        if (atom instanceof BoolAtom bool) {
            return bool.value();
        }
        return atom instanceof NativeAtom object ? object.value() : atom;
    }

    private static Object number(NumberAtom number) {
        if (number instanceof IntegerAtom integer) {
            return integer.value();
        }
        return number instanceof FloatAtom real ? (Object) real.value() : ((BigIntegerAtom) number).value();
    }

    /**
     * Returns an atom as a {@code long}.
     *
     * @throws IllegalArgumentException if it is not an integer of 64 bits
     */
    public static long toLong(Atom atom) {
        return to(atom, Long.class, "an integer of 64 bits");
    }

    /**
     * Returns an atom as a {@code double}.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    public static double toDouble(Atom atom) {
        return to(atom, Number.class, "a number").doubleValue();
    }

    /**
     * Returns an atom as a {@code boolean}.
     *
     * @throws IllegalArgumentException if it is neither {@code True} nor {@code False}
     */
    public static boolean toBoolean(Atom atom) {
        return to(atom, Boolean.class, "a truth value");
    }

    /** Returns an atom as text: a string's own, of any other atom what is printed. */
    public static String toText(Atom atom) {
        return Atoms.deref(atom) instanceof StringAtom string ? string.value() : atom.toString();
    }

    /**
     * Returns the children of an expression, as values of Java.
     *
     * @throws IllegalArgumentException if the atom is no expression
     */
    public static List<?> toList(Atom atom) {
        return to(atom, List.class, "an expression");
    }

    /**
     * Returns an atom as an object of a class.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static <T> T to(Atom atom, Class<T> of) {
        return to(atom, of, "a " + of.getSimpleName());
    }

    private static <T> T to(Atom atom, Class<T> of, String expected) {
        final Object value = of.isInstance(atom) ? atom : toJava(atom);
        if (!of.isInstance(value)) {
            throw new IllegalArgumentException("expected " + expected + ": atom=" + atom);
        }
        return of.cast(value);
    }
}
