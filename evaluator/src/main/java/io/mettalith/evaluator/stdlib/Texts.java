package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Strings: to atoms and back, to characters and back, in order. A character is a symbol of three, {@code 'c'}. */
final class Texts {
    private static final String STRINGS_EXPECTED = "sort-strings expects expression with strings as a first argument";
    /** As UTF-8 orders them: by code point. */
    private static final Comparator<String> BY_CODE_POINT = (a, b) -> {
        final int same = commonPrefix(a, b);
        return same == a.length() || same == b.length()
                ? Integer.compare(a.length(), b.length())
                : Integer.compare(a.codePointAt(same), b.codePointAt(same));
    };

    private Texts() {}

    static void define(Library library) {
        library.function("sort-strings", "(-> Expression Expression)", (machine, arguments) -> sorted(arguments))
                .function(
                        "repr",
                        "(-> Atom String)",
                        (machine, arguments) -> new StringAtom(machine.host().format(arguments[0])))
                .function("parse", "(-> String Atom)", Texts::parse)
                .function(
                        "stringToChars",
                        "(-> String Atom)",
                        (machine, arguments) -> arguments[0] instanceof StringAtom string
                                ? characters(string.value())
                                : Names.NOT_REDUCIBLE)
                .function("charsToString", "(-> Atom String)", (machine, arguments) -> joined(arguments));
    }

    private static int commonPrefix(String a, String b) {
        final int most = Math.min(a.length(), b.length());
        int length = 0;
        while (length < most && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        final boolean insidePair = length > 0 && length < most && Character.isHighSurrogate(a.charAt(length - 1));
        return insidePair ? length - 1 : length;
    }

    private static Atom sorted(Atom[] arguments) {
        final List<String> strings = new ArrayList<>();
        if (!(arguments[0] instanceof Expression list)) {
            return Library.error("sort-strings", arguments, STRINGS_EXPECTED);
        }
        for (final Atom child : list.childrenUnsafe()) {
            if (!(Atoms.deref(child) instanceof StringAtom string)) {
                return Library.error("sort-strings", arguments, STRINGS_EXPECTED);
            }
            strings.add(string.value());
        }
        strings.sort(BY_CODE_POINT);
        return Expression.of(strings.stream().map(StringAtom::new).toArray(Atom[]::new));
    }

    private static Atom parse(Machine machine, Atom[] arguments) {
        if (!(arguments[0] instanceof StringAtom text)) {
            return Names.NOT_REDUCIBLE;
        }
        try {
            final Atom first = machine.host().parse(text.value());
            return first == null ? Library.error("parse", arguments, "there is no atom in the text") : first;
        } catch (final SyntaxErrorsException e) {
            return Library.error("parse", arguments, e.errors().get(0).message());
        }
    }

    private static Expression characters(String text) {
        return Expression.of(text.codePoints()
                .mapToObj(codePoint -> Symbol.of("'" + Character.toString(codePoint) + "'"))
                .toArray(Atom[]::new));
    }

    private static Atom joined(Atom[] arguments) {
        if (!(arguments[0] instanceof Expression list)) {
            return Names.NOT_REDUCIBLE;
        }
        final StringBuilder text = new StringBuilder();
        for (final Atom child : list.childrenUnsafe()) {
            final Atom part = Atoms.deref(child);
            if (part instanceof StringAtom string) {
                text.append(string.value());
            } else if (part instanceof Symbol symbol && isCharacter(symbol.name())) {
                text.append(symbol.name(), 1, symbol.name().length() - 1);
            } else {
                return Library.error("charsToString", arguments, "a tuple of characters 'c' or strings is expected");
            }
        }
        return new StringAtom(text.toString());
    }

    private static boolean isCharacter(String name) {
        return name.length() >= 3
                && name.charAt(0) == '\''
                && name.charAt(name.length() - 1) == '\''
                && name.codePointCount(0, name.length()) == 3;
    }
}
