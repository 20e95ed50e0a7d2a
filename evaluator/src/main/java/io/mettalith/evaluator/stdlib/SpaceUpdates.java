package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.store.environment.SpaceId;

/** Additions to a space: of what an atom evaluates to, and of all the children of a tuple. */
final class SpaceUpdates {
    private SpaceUpdates() {}

    static void define(Library library) {
        library.function("add-reduct", "(-> SpaceType %Undefined% (->))", one("add-reduct"))
                .function("add-reducts", "(-> SpaceType %Undefined% (->))", all("add-reducts"))
                .function("add-atoms", "(-> SpaceType Expression (->))", all("add-atoms"));
    }

    private static Operation.Function one(String name) {
        return (machine, arguments) -> arguments[0] instanceof SpaceAtom space
                ? added(machine, space, arguments[1])
                : notASpace(name, arguments);
    }

    private static Operation.Function all(String name) {
        return (machine, arguments) -> {
            if (!(arguments[0] instanceof SpaceAtom space)) {
                return notASpace(name, arguments);
            }
            return arguments[1] instanceof Expression tuple
                    ? added(machine, space, tuple.childrenUnsafe())
                    : Library.error(name, arguments, name + " expects a tuple as the second argument");
        };
    }

    private static Atom added(Machine machine, SpaceAtom space, Atom... atoms) {
        final SpaceId id = new SpaceId(space.high(), space.low());
        for (final Atom atom : atoms) {
            machine.knowledge().add(id, atom);
        }
        return Expression.UNIT;
    }

    private static Atom notASpace(String name, Atom[] arguments) {
        return Library.error(name, arguments, name + " expects a space as the first argument");
    }
}
