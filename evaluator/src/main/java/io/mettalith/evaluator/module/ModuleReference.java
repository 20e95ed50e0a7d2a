package io.mettalith.evaluator.module;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import java.util.ArrayList;
import java.util.List;

/** What a program asks for a module by: its name, or the path of its file. */
sealed interface ModuleReference permits ModuleName, ModulePath {
    /** The head of a path that is looked for in the directories of libraries. */
    Symbol LIBRARY = Symbol.of("library");

    /**
     * Reads what a program has written: a symbol or a string, or {@code (library <word> ...)}.
     *
     * @return the reference, or null if the atom is none of these
     * @throws ModuleException if it is neither a name nor a path
     */
    static ModuleReference of(Atom atom) {
        final String text = textOf(atom);
        if (text != null) {
            return ModulePath.isPath(text) ? new ModulePath(text, false) : ModuleName.parse(text);
        }
        return atom instanceof Expression call && call.size() > 1 && LIBRARY.equals(Atoms.deref(call.head()))
                ? ofLibrary(call)
                : null;
    }

    private static ModuleReference ofLibrary(Expression call) {
        final List<String> words = new ArrayList<>();
        for (int i = 1; i < call.size(); i++) {
            final String word = textOf(Atoms.deref(call.get(i)));
            if (word == null) {
                return null;
            }
            words.add(word);
        }
        return new ModulePath(String.join("/", words), true);
    }

    /** Returns the text that a symbol or a string is, otherwise null. */
    static String textOf(Atom atom) {
        if (atom instanceof Symbol symbol) {
            return symbol.name();
        }
        return atom instanceof StringAtom string ? string.value() : null;
    }
}
