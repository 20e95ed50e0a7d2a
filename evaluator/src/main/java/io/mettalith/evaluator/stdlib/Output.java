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

    private static final String ALTERNATIVES_EXPECTED =
            "print-alternatives! expects format string as a first argument and expression as a second argument";

    private Output() {}

    static void define(Library library) {
        library.function("println!", "(-> %Undefined% (->))", (machine, arguments) -> {
                    machine.host().print(text(machine, arguments[0]));
                    return Expression.UNIT;
                })
                .function("trace!", "(-> %Undefined% Atom %Undefined%)", (machine, arguments) -> {
                    machine.host().trace(machine.host().format(arguments[0]));
                    return arguments[1];
                })
                .function("print-alternatives!", "(-> Atom Expression (->))", Output::printAlternatives)
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

    private static Atom printAlternatives(Machine machine, Atom[] arguments) {
        if (!(arguments[1] instanceof Expression alternatives)) {
            return Library.error("print-alternatives!", arguments, ALTERNATIVES_EXPECTED);
        }
        machine.host().print(alternatives.size() + " " + text(machine, arguments[0]) + ":");
        for (final Atom alternative : alternatives.childrenUnsafe()) {
            machine.host().print("    " + text(machine, Atoms.deref(alternative)));
        }
        return Expression.UNIT;
    }

    /** Puts values in the places of {@code {}}, nothing where there are too few; doubled braces stand for one. */
    private static String fill(Machine machine, String format, Expression values) {
        final StringBuilder out = new StringBuilder();
        int used = 0;
        for (int i = 0; i < format.length(); i++) {
            final char c = format.charAt(i);
            final char following = i + 1 < format.length() ? format.charAt(i + 1) : 0;
            if (c == '{' && following == '}') {
                out.append(used < values.size() ? text(machine, Atoms.deref(values.get(used))) : "");
                used++;
                i++;
            } else {
                out.append(c);
                i += (c == '{' || c == '}') && following == c ? 1 : 0;
            }
        }
        return out.toString();
    }
}
