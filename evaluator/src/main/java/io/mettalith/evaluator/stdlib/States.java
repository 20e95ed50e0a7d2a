package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.interpreter.Names;
import java.util.List;

/** Cells that hold one value each; they live in the environment, fork with it and unite with it. */
final class States {
    private States() {}

    static void define(Library library) {
        library.function("new-state", "(-> $t (StateMonad $t))", (machine, arguments) -> {
                    final List<Atom> types = machine.types().validTypes(machine.space(), arguments[0]);
                    final Atom type = types.isEmpty() ? Names.UNDEFINED : types.get(0);
                    return machine.knowledge().newState(arguments[0], type);
                })
                .function(
                        "get-state",
                        "(-> (StateMonad $t) $t)",
                        (machine, arguments) -> arguments[0] instanceof StateAtom state
                                ? machine.knowledge().state(state).get(0)
                                : Library.error(
                                        "get-state", arguments, "get-state expects single state atom as an argument"))
                .function("change-state!", "(-> (StateMonad $t) $t (StateMonad $t))", (machine, arguments) -> {
                    if (!(arguments[0] instanceof StateAtom state)) {
                        return Library.error(
                                "change-state!", arguments, "change-state! expects a state as the first argument");
                    }
                    machine.knowledge().changeState(state, arguments[1]);
                    return state;
                });
    }
}
