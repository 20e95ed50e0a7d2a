package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import org.agrona.DirectBuffer;

/**
 * Writes the atoms that {@link TripleWriter} makes as lines of N-Triples, in the canonical form: one space between the
 * parts, nothing escaped that need not be. Not thread-safe.
 */
final class TripleText {
    private final boolean quads;
    private final AtomReader reader = new AtomReader();

    /** Makes a writer, of statements with a graph too if {@code quads}. */
    TripleText(boolean quads) {
        this.quads = quads;
    }

    /** Appends the line of an atom, without its end; returns false, having appended anything, if the atom is no triple. */
    boolean append(StringBuilder out, DirectBuffer atom, int offset, int limit) {
        reader.wrap(atom, offset, limit);
        if (!reader.advance() || reader.kind() != AtomKind.EXPRESSION) {
            return false;
        }
        final boolean inGraph = quads && reader.arity() == 4;
        if (!inGraph && reader.arity() != 3 || !isSymbol() || !appendTriple(out, reader.text())) {
            return false;
        }
        if (inGraph && !(isSymbol() && appendResource(out.append(' '), reader.text()))) {
            return false;
        }
        out.append(" .");
        return true;
    }

    /** Appends a triple, and those that are its object. */
    private boolean appendTriple(StringBuilder out, String outermost) {
        String predicate = outermost;
        for (int terms = 0; ; terms++) {
            if (!Iris.isIri(predicate) || !isSymbol() || !appendResource(out, reader.text())) {
                return false;
            }
            out.append(' ').append(predicate).append(' ');
            if (!reader.advance()) {
                return false;
            }
            if (reader.kind() != AtomKind.EXPRESSION) {
                return appendLeaf(out) && close(out, terms);
            }
            if (reader.arity() != 3 || !isSymbol()) {
                return false;
            }
            predicate = reader.text();
            if (predicate.equals(TripleWriter.LANGUAGE) || predicate.equals(TripleWriter.TYPE)) {
                return appendMarked(out, predicate) && close(out, terms);
            }
            out.append("<<( ");
        }
    }

    private static boolean close(StringBuilder out, int terms) {
        out.append(" )>>".repeat(terms));
        return true;
    }

    private boolean isSymbol() {
        return reader.advance() && reader.kind() == AtomKind.SYMBOL;
    }

    private static boolean appendResource(StringBuilder out, String text) {
        out.append(text);
        return Iris.isIri(text) || Iris.isBlank(text);
    }

    private boolean appendLeaf(StringBuilder out) {
        return switch (reader.kind()) {
            case SYMBOL -> appendResource(out, reader.text());
            case STRING -> appendQuoted(out, reader.text());
            case INTEGER -> appendTyped(out, reader.bigIntegerValue().toString(), Literals.INTEGER);
            case FLOAT -> appendTyped(out, Literals.text(reader.doubleValue()), Literals.DOUBLE);
            case BOOL -> appendTyped(out, Boolean.toString(reader.boolValue()), Literals.BOOLEAN);
            default -> false;
        };
    }

    /** Appends a value under its datatype, if that is how it is read back. */
    private static boolean appendTyped(StringBuilder out, String text, String datatype) {
        out.append('"').append(text).append("\"^^<").append(datatype).append('>');
        return Literals.isValue(text, datatype);
    }

    /** Appends a literal with a language or with a datatype that makes no value of it. */
    private boolean appendMarked(StringBuilder out, String mark) {
        if (!reader.advance() || reader.kind() != AtomKind.STRING) {
            return false;
        }
        final String text = reader.text();
        appendQuoted(out, text);
        if (!isSymbol()) {
            return false;
        }
        final String kind = reader.text();
        return switch (mark) {
            case TripleWriter.LANGUAGE -> appendLanguage(out, kind);
            case TripleWriter.TYPE -> appendDatatype(out, text, kind);
            default -> false;
        };
    }

    private static boolean appendLanguage(StringBuilder out, String language) {
        out.append('@').append(language);
        return Literals.isLanguage(language);
    }

    private static boolean appendDatatype(StringBuilder out, String text, String datatype) {
        out.append("^^").append(datatype);
        if (!Iris.isIri(datatype)) {
            return false;
        }
        final String bare = datatype.substring(1, datatype.length() - 1);
        return !Literals.isValue(text, bare) && !Literals.needsLanguage(bare);
    }

    private static boolean appendQuoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendCharacter(out, text.charAt(i));
        }
        out.append('"');
        return true;
    }

    private static void appendCharacter(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            default -> out.append(c);
        }
    }
}
