package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Machine;

/** Printing and text. */
final class Output {
    static final Symbol QUOTE = Symbol.of("quote");

    private static final String ARGUMENTS_EXPECTED =
            "format-args expects format string as a first argument and expression as a second argument";

    private Output() {}

    static void define(Library library) {
        library.function("println!", "(-> %Undefined% (->))", (machine, arguments) -> {
                    machine.host().print(text(machine, arguments[0]));
                    return Expression.UNIT;
                })
                .function(
                        "format-args",
                        "(-> String Expression String)",
                        (machine, arguments) ->
                                arguments[0] instanceof StringAtom format && arguments[1] instanceof Expression values
                                        ? new StringAtom(fill(machine, format.value(), values))
                                        : Library.error("format-args", arguments, ARGUMENTS_EXPECTED));
    }

    /** Returns an atom's text; that of a string is the string itself. */
    private static String text(Machine machine, Atom atom) {
        return atom instanceof StringAtom string
                ? string.value()
                : machine.host().format(atom);
    }

    private static String fill(Machine machine, String format, Expression values) {
        final StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 0, at = format.indexOf("{}"); at >= 0 && i < values.size(); at = format.indexOf("{}", from)) {
            out.append(format, from, at).append(text(machine, Atoms.deref(values.get(i++))));
            from = at + 2;
        }
        return out.append(format, from, format.length()).toString();
    }
}
