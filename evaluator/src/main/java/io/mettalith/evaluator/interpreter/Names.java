package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;

/** The symbols that the evaluation algorithm itself knows. */
public final class Names {
    public static final Symbol EQUAL = Symbol.of("=");
    public static final Symbol ARROW = Symbol.of("->");
    public static final Symbol HAS_TYPE = Symbol.of(":");
    public static final Symbol SUBTYPE = Symbol.of(":<");
    public static final Symbol COMMA = Symbol.of(",");
    public static final Symbol EMPTY = Symbol.of("Empty");
    public static final Symbol NOT_REDUCIBLE = Symbol.of("NotReducible");
    public static final Symbol ERROR = Symbol.of("Error");
    public static final Symbol UNDEFINED = Symbol.of("%Undefined%");
    public static final Symbol ATOM = Symbol.of("Atom");
    public static final Symbol SYMBOL = Symbol.of("Symbol");
    public static final Symbol VARIABLE = Symbol.of("Variable");
    public static final Symbol EXPRESSION = Symbol.of("Expression");
    public static final Symbol GROUNDED = Symbol.of("Grounded");
    public static final Symbol NUMBER = Symbol.of("Number");
    public static final Symbol BOOL = Symbol.of("Bool");
    public static final Symbol STRING = Symbol.of("String");
    public static final Symbol SPACE_TYPE = Symbol.of("SpaceType");
    public static final Symbol STATE_MONAD = Symbol.of("StateMonad");
    public static final Symbol BAD_TYPE = Symbol.of("BadType");
    public static final Symbol BAD_ARG_TYPE = Symbol.of("BadArgType");
    public static final Symbol INCORRECT_NUMBER_OF_ARGUMENTS = Symbol.of("IncorrectNumberOfArguments");
    public static final Symbol STACK_OVERFLOW = Symbol.of("StackOverflow");
    public static final Symbol NO_RETURN = Symbol.of("NoReturn");
    public static final Symbol RETURN = Symbol.of("return");
    public static final Symbol FUNCTION = Symbol.of("function");
    public static final Symbol SELF = Symbol.of("&self");

    /** Not a type: asks for what a call is reduced to as it is, {@code NotReducible} and {@code Empty} included. */
    static final Symbol RAW = Symbol.of("%Raw%");

    private static final Symbol[] TYPES = {
        UNDEFINED, ATOM, SYMBOL, VARIABLE, EXPRESSION, GROUNDED, NUMBER, BOOL, STRING, SPACE_TYPE
    };

    private Names() {}

    /** Returns {@code (Error atom reason)}. */
    public static Expression error(Atom atom, Atom reason) {
        return Expression.of(ERROR, atom, reason);
    }

    /** Returns {@code (Error atom message)}, the message as a symbol, as the language's own errors have it. */
    public static Expression error(Atom atom, String message) {
        return Expression.of(ERROR, atom, Symbol.of(message));
    }

    /** Reports whether an atom is an {@code (Error ...)}. */
    public static boolean isError(Atom atom) {
        return atom instanceof Expression expression && expression.size() > 0 && ERROR.equals(expression.head());
    }

    /** Reports whether a type is one of the five that speak of an atom's kind. */
    public static boolean isMetaType(Atom type) {
        return type instanceof Symbol
                && (ATOM.equals(type)
                        || SYMBOL.equals(type)
                        || VARIABLE.equals(type)
                        || EXPRESSION.equals(type)
                        || GROUNDED.equals(type));
    }

    /** Returns a symbol of this class that is equal, or the atom itself: so that most comparisons are those of references. */
    static Atom canonical(Atom type) {
        if (type instanceof Symbol) {
            for (final Symbol known : TYPES) {
                if (known.equals(type)) {
                    return known;
                }
            }
        }
        return type;
    }

    /** Reports whether a type is that of a function. */
    public static boolean isFunctionType(Atom type) {
        return type instanceof Expression expression && expression.size() > 1 && ARROW.equals(expression.head());
    }
}
