package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Pragma;

/** How the interpreter runs: {@code (pragma! key value)}. What the host does not know it keeps silently. */
final class Settings {
    private Settings() {}

    static void define(Library library) {
        library.unchecked("pragma!", Names.UNDEFINED, Settings::pragma);
    }

    private static void pragma(Machine machine, Expression call, Atom type, Frame next) {
        if (call.size() < 3) {
            machine.answer(next, Names.error(call, "pragma! expects key and value as arguments"));
        } else if (!(Machine.argument(call, 1) instanceof Symbol key)) {
            machine.answer(next, Names.error(call, "pragma! expects symbol atom as a key"));
        } else if (Pragma.MAX_STACK_DEPTH.equals(key.name()) && !isCount(Machine.argument(call, 2))) {
            machine.answer(next, Names.error(call, "UnsignedIntegerIsExpected"));
        } else {
            machine.host().pragma(key.name(), Machine.argument(call, 2));
            machine.answer(next, Expression.UNIT);
        }
    }

    private static boolean isCount(Atom atom) {
        return atom instanceof IntegerAtom count && count.value() >= 0;
    }
}
