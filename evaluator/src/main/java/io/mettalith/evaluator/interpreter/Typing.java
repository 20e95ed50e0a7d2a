package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how an expression is read: as a call of the first of its head's function types that applies to the unevaluated
 * arguments and to the expected type; where none does, as a tuple if the head also has a type of another kind, and as the
 * errors that say why.
 */
final class Typing {
    private static final Reading TUPLE = new Reading(true, null, null, List.of());

    private final Types types;
    private final Unifier unifier;

    Typing(Types types, Unifier unifier) {
        this.types = types;
        this.unifier = unifier;
    }

    /**
     * How an expression is read.
     *
     * @param isTuple whether it is read as a tuple
     * @param functionType the function type that applies, or null
     * @param returnType what the answer of the call is evaluated with
     * @param errors why no function type applies; empty where one does, or where there is none
     */
    record Reading(boolean isTuple, Expression functionType, Atom returnType, List<Expression> errors) {}

    /** Reads an expression. Type variables of the function type that applies are bound afterwards. */
    Reading read(SpaceId space, Expression expression, List<AtomType> headTypes, Atom expected) {
        if (headTypes.size() == 1 && Names.UNDEFINED == headTypes.get(0).type()) {
            return TUPLE;
        }
        final List<AtomType> functions = ManyTypes.functions(headTypes);
        final boolean function = functions.stream().anyMatch(AtomType::isValid);
        final boolean tuple = ManyTypes.notFunctions(headTypes).stream().anyMatch(AtomType::isValid);
        if (!tuple && !function) {
            return new Reading(
                    false,
                    null,
                    null,
                    headTypes.stream().map(type -> (Expression) type.error()).toList());
        }
        if (!function) {
            return TUPLE;
        }
        return readFunction(space, expression, functions, expected, tuple);
    }

    private Reading readFunction(
            SpaceId space, Expression expression, List<AtomType> functions, Atom expected, boolean tuple) {
        final List<Expression> errors = new ArrayList<>(0);
        for (final AtomType headType : functions) {
            if (headType.isValid()) {
                final Expression functionType = (Expression) headType.type();
                final int mark = unifier.mark();
                if (applies(space, expression, functionType, expected, errors)) {
                    return new Reading(false, functionType, returnType(functionType), List.of());
                }
                unifier.undo(mark);
            }
        }
        return new Reading(tuple, null, null, errors);
    }

    /** Returns what answers are evaluated with: {@code Expression} does not stop evaluation as {@code Atom} does. */
    private static Atom returnType(Expression functionType) {
        final Atom type = functionType.get(functionType.size() - 1);
        return Names.EXPRESSION.equals(type) ? Names.UNDEFINED : type;
    }

    private boolean applies(
            SpaceId space, Expression call, Expression functionType, Atom expected, List<Expression> errors) {
        if (functionType.size() - 2 != call.size() - 1) {
            errors.add(Names.error(call, Names.INCORRECT_NUMBER_OF_ARGUMENTS));
            return false;
        }
        return appliesFrom(1, space, call, functionType, expected, errors);
    }

    private boolean appliesFrom(
            int index,
            SpaceId space,
            Expression call,
            Expression functionType,
            Atom expected,
            List<Expression> errors) {
        int at = index;
        while (at < call.size() && passes(functionType.get(at), call.get(at))) {
            at++;
        }
        if (at == call.size()) {
            return returns(call, functionType, expected, errors);
        }
        final Atom formal = functionType.get(at);
        final List<AtomType> all = types.typesOrUndefined(space, call.get(at));
        final List<AtomType> candidates = types.candidates(all, formal);
        for (final AtomType actual : candidates) {
            Work.current().step();
            final int mark = unifier.mark();
            if (!actual.isValid()) {
                errors.add((Expression) Atoms.resolve(actual.error()));
            } else if (!types.match(formal, actual.type())) {
                unifier.undo(mark);
                if (candidates == all) {
                    errors.add(Names.error(call, Types.badArgument(at, formal, actual.type())));
                }
            } else if (appliesFrom(at + 1, space, call, functionType, expected, errors)) {
                return true;
            }
            unifier.undo(mark);
        }
        if (candidates != all) {
            for (final AtomType actual : Types.few(all)) {
                errors.add(Names.error(call, Types.badArgument(at, formal, actual.type())));
            }
        }
        return false;
    }

    /** Reports whether an argument needs no check: an error in it shows when it is evaluated. */
    private boolean passes(Atom formal, Atom argument) {
        return Names.UNDEFINED.equals(formal) || types.acceptsAsIs(formal, argument);
    }

    private boolean returns(Expression call, Expression functionType, Atom expected, List<Expression> errors) {
        final Atom returned = functionType.get(functionType.size() - 1);
        if (types.match(returned, expected)) {
            return true;
        }
        errors.add(Names.error(call, Expression.of(Names.BAD_TYPE, Atoms.resolve(expected), Atoms.resolve(returned))));
        return false;
    }
}
