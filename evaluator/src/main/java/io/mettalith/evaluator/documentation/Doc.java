package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import java.util.ArrayList;
import java.util.List;

/**
 * The documentation of one atom.
 *
 * @param item the atom
 * @param description what it is
 * @param parameters what its arguments are, each as it was written; null if it is not documented as a function
 * @param result what its result is; null if it is not documented as a function
 */
public record Doc(Atom item, Atom description, List<Atom> parameters, Atom result) {
    /** Reads a {@code (@doc ...)}; returns null if the atom is not of that form. */
    public static Doc of(Atom atom) {
        if (!(Atoms.deref(atom) instanceof Expression doc)
                || doc.size() != 3 && doc.size() != 5
                || !DocNames.DOC.equals(Atoms.deref(doc.head()))) {
            return null;
        }
        final Atom description = DocNames.part(doc.get(2), DocNames.DESC);
        final Atom item = Atoms.deref(doc.get(1));
        if (description == null || doc.size() == 3) {
            return description == null ? null : new Doc(item, description, null, null);
        }
        final List<Atom> parameters = parameters(DocNames.part(doc.get(3), DocNames.PARAMS));
        final Atom result = DocNames.part(doc.get(4), DocNames.RETURN);
        return parameters == null || result == null ? null : new Doc(item, description, parameters, result);
    }

    /** Returns the texts of an expression of {@code (@param text)}, or null if it is not one. */
    static List<Atom> parameters(Atom list) {
        if (!(list instanceof Expression expression)) {
            return null;
        }
        final List<Atom> texts = new ArrayList<>(expression.size());
        for (final Atom child : expression.childrenUnsafe()) {
            final Atom text = DocNames.part(child, DocNames.PARAM);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** Reports whether it is the documentation of a function. */
    public boolean isFunction() {
        return parameters != null;
    }

    /** Returns a text without its quotes, or an atom that is none as it is printed. */
    static String text(Atom atom) {
        return atom instanceof StringAtom string ? string.value() : atom.toString();
    }
}
