package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.Machine;

/** What the type system says of an atom. */
final class TypeOperations {
    private TypeOperations() {}

    static void define(Library library) {
        library.define("get-type", "(-> Atom %Undefined%)", (machine, call, type, next) -> {
                    final Atom atom = Machine.argument(call, 1);
                    machine.answers(call, machine.types().validTypes(machine.space(), atom), type, next);
                })
                .function(
                        "get-metatype",
                        "(-> Atom Atom)",
                        (machine, arguments) -> machine.types().metaType(arguments[0]));
    }
}
