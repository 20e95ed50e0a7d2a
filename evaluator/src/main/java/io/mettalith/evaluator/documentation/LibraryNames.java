package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which names an interpreter gives a meaning: its operations, what else has a type, and the words in these types. The words
 * that the algorithm itself knows, group {@code words}, count always.
 */
public final class LibraryNames {
    private final Set<Atom> names = new HashSet<>();
    private final Function<Atom, List<Atom>> types;

    /**
     * Collects names.
     *
     * @param defined names that have a meaning
     * @param types what the types of an atom are
     */
    public LibraryNames(Iterable<Symbol> defined, Function<Atom, List<Atom>> types) {
        this.types = types;
        defined.forEach(name -> {
            names.add(name);
            types(name).forEach(this::addWords);
        });
        Documentation.library().group("words").docs().forEach(doc -> names.add(doc.item()));
    }

    private void addWords(Atom type) {
        if (type instanceof Expression expression) {
            for (final Atom part : expression.childrenUnsafe()) {
                addWords(part);
            }
        } else if (type instanceof Symbol) {
            names.add(type);
        }
    }

    /** Reports whether a name has a meaning. */
    public boolean contains(Atom name) {
        return names.contains(name);
    }

    /** Returns the types of an atom. */
    public List<Atom> types(Atom atom) {
        return types.apply(atom);
    }
}
