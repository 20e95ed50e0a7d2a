package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.store.environment.SpaceId;
import java.util.List;

/** What the type system says of an atom. */
final class TypeOperations {
    private static final String BAD_PAIR = "incorrect pair format";

    private TypeOperations() {}

    static void define(Library library) {
        library.overloaded(
                        "get-type",
                        List.of("(-> Atom %Undefined%)", "(-> Atom SpaceType %Undefined%)"),
                        TypeOperations::getType)
                .define(
                        "get-type-space",
                        "(-> SpaceType Atom Atom)",
                        (machine, call, type, next) -> typesIn(machine, call, 1, 2, type, next))
                .function(
                        "get-metatype",
                        "(-> Atom Atom)",
                        (machine, arguments) -> machine.types().metaType(arguments[0]))
                .function(
                        "is-function", "(-> Type Bool)", (machine, arguments) -> BoolAtom.of(isFunction(arguments[0])))
                .untyped("type-cast", 3, TypeOperations::typeCast)
                .untyped("match-types", 4, TypeOperations::matchTypes)
                .untyped("match-type-or", 3, TypeOperations::matchTypeOr)
                .untyped("first-from-pair", 1, TypeOperations::firstFromPair);
    }

    private static void getType(Machine machine, Expression call, Atom type, Frame next) {
        if (call.size() == 3) {
            typesIn(machine, call, 2, 1, type, next);
        } else {
            machine.answers(call, machine.types().validTypes(machine.space(), Machine.argument(call, 1)), type, next);
        }
    }

    private static void typesIn(Machine machine, Expression call, int space, int atom, Atom type, Frame next) {
        if (Machine.argument(call, space) instanceof SpaceAtom named) {
            machine.answers(call, types(machine, Machine.argument(call, atom), named), type, next);
        } else {
            machine.answer(
                    next,
                    Names.error(call, machine.host().format(call.head()) + " expects a space: argument=" + space));
        }
    }

    private static List<Atom> types(Machine machine, Atom atom, SpaceAtom space) {
        return machine.types().validTypes(new SpaceId(space.high(), space.low()), atom);
    }

    private static boolean isFunction(Atom type) {
        return type instanceof Expression expression
                && expression.size() > 0
                && Names.ARROW.equals(Atoms.deref(expression.head()));
    }

    /* ---------------- Casts ---------------- */

    private static void typeCast(Machine machine, Expression call, Atom type, Frame next) {
        final Atom atom = Machine.argument(call, 1);
        if (Machine.argument(call, 3) instanceof SpaceAtom space) {
            final boolean fits = isOfType(machine, atom, Machine.argument(call, 2), space);
            machine.answer(call, fits ? atom : Names.error(atom, Names.BAD_TYPE), type, next);
        } else {
            machine.answer(next, Names.error(call, "type-cast expects a space as the third argument"));
        }
    }

    private static boolean isOfType(Machine machine, Atom atom, Atom expected, SpaceAtom space) {
        return expected.equals(machine.types().metaType(atom))
                || machine.types().isOfType(new SpaceId(space.high(), space.low()), atom, expected);
    }

    /** Reports whether two types may be one; what that would bind stays free. */
    private static boolean match(Machine machine, Atom left, Atom right) {
        final int mark = machine.unifier().mark();
        final boolean same = isAny(left) || isAny(right) || machine.unifier().unify(left, right);
        machine.unifier().undo(mark);
        return same;
    }

    private static boolean isAny(Atom type) {
        return Names.UNDEFINED.equals(type) || Names.ATOM.equals(type);
    }

    private static void matchTypes(Machine machine, Expression call, Atom type, Frame next) {
        final Atom left = Machine.argument(call, 1);
        final Atom right = Machine.argument(call, 2);
        final int mark = machine.unifier().mark();
        if (isAny(left) || isAny(right) || machine.unifier().unify(left, right)) {
            machine.answer(call, Atoms.resolve(call.get(3)), type, next);
        } else {
            machine.unifier().undo(mark);
            machine.answer(call, Machine.argument(call, 4), type, next);
        }
    }

    private static void matchTypeOr(Machine machine, Expression call, Atom type, Frame next) {
        final boolean matches = match(machine, Machine.argument(call, 2), Machine.argument(call, 3));
        machine.answer(
                call,
                Machine.argument(call, 1) instanceof BoolAtom folded
                        ? BoolAtom.of(folded.value() || matches)
                        : Names.NOT_REDUCIBLE,
                type,
                next);
    }

    private static void firstFromPair(Machine machine, Expression call, Atom type, Frame next) {
        final Atom pair = Machine.argument(call, 1);
        machine.answer(
                call,
                pair instanceof Expression expression && expression.size() == 2
                        ? Machine.argument(expression, 0)
                        : Names.error(Expression.of(Symbol.of("first-from-pair"), pair), new StringAtom(BAD_PAIR)),
                type,
                next);
    }
}
