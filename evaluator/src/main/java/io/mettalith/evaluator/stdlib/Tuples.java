package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Minimal;
import io.mettalith.evaluator.interpreter.Names;

/** Expressions as lists. */
final class Tuples {
    private Tuples() {}

    static void define(Library library) {
        library.pure(
                        "car-atom",
                        "(-> Expression %Undefined%)",
                        (machine, arguments) -> isNonEmpty(arguments[0])
                                ? Atoms.deref(((Expression) arguments[0]).head())
                                : emptyList("car-atom", arguments[0]))
                .pure(
                        "cdr-atom",
                        "(-> Expression Expression)",
                        (machine, arguments) -> isNonEmpty(arguments[0])
                                ? Minimal.tail((Expression) arguments[0])
                                : emptyList("cdr-atom", arguments[0]))
                .pure(
                        "size-atom",
                        "(-> Expression Number)",
                        (machine, arguments) -> arguments[0] instanceof Expression list
                                ? Numbers.integer(list.size())
                                : notAList("size-atom", arguments))
                .pure("index-atom", "(-> Expression Number Atom)", (machine, arguments) -> index(arguments));
    }

    private static boolean isNonEmpty(Atom atom) {
        return atom instanceof Expression expression && expression.size() > 0;
    }

    private static Atom emptyList(String name, Atom argument) {
        return Names.error(
                Expression.of(Symbol.of(name), argument),
                new StringAtom(name + " expects a non-empty expression as an argument"));
    }

    private static Atom notAList(String name, Atom... arguments) {
        return Library.error(name, arguments, "Atom is not an ExpressionAtom");
    }

    private static Atom index(Atom[] arguments) {
        if (!(arguments[0] instanceof Expression list)) {
            return notAList("index-atom", arguments);
        }
        if (!(arguments[1] instanceof IntegerAtom index)) {
            return Library.error("index-atom", arguments, "index-atom expects two arguments: expression and atom");
        }
        return index.value() >= 0 && index.value() < list.size()
                ? Atoms.deref(list.get((int) index.value()))
                : Names.error(Expression.of(Symbol.of("index-atom"), list, index), "Index is out of bounds");
    }
}
