package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;

/** The symbols that documentation is written with. */
final class DocNames {
    static final Symbol DOC = Symbol.of("@doc");
    static final Symbol DESC = Symbol.of("@desc");
    static final Symbol PARAMS = Symbol.of("@params");
    static final Symbol PARAM = Symbol.of("@param");
    static final Symbol RETURN = Symbol.of("@return");
    static final Symbol DOC_FORMAL = Symbol.of("@doc-formal");
    static final Symbol ITEM = Symbol.of("@item");
    static final Symbol KIND = Symbol.of("@kind");
    static final Symbol TYPE = Symbol.of("@type");
    static final Symbol FUNCTION = Symbol.of("function");
    static final Symbol ATOM = Symbol.of("atom");

    private DocNames() {}

    /** Returns what a form of one part, {@code (name part)}, has, or null if the atom is none. */
    static Atom part(Atom atom, Symbol name) {
        return Atoms.deref(atom) instanceof Expression form && form.size() == 2 && name.equals(Atoms.deref(form.head()))
                ? Atoms.deref(form.get(1))
                : null;
    }
}
