package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;

/**
 * Writes the atoms that {@link TripleWriter} makes as lines of N-Triples, in the canonical form: one space between the
 * parts, nothing escaped that need not be. Not thread-safe.
 */
final class TripleText {
    private static final Pattern IRI = Pattern.compile("<[A-Za-z][A-Za-z0-9+.-]*:.*>", Pattern.DOTALL);
    private static final Pattern BLANK =
            Pattern.compile("_:[\\p{L}\\p{Nl}0-9_:]([\\p{L}\\p{M}\\p{N}_:.·-]*[\\p{L}\\p{M}\\p{N}_:·-])?");
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]+(-[a-zA-Z0-9]+)*");
    private static final String UNFIT_FOR_IRI = "<>\"{}|^`\\";

    private final AtomReader reader = new AtomReader();

    /** Appends the line of an atom, without its end; returns false, having appended anything, if the atom is no triple. */
    boolean append(StringBuilder out, DirectBuffer atom, int offset, int limit) {
        reader.wrap(atom, offset, limit);
        if (!isExpression(3) || !isSymbol()) {
            return false;
        }
        final String predicate = reader.text();
        if (!isIri(predicate) || !isSymbol()) {
            return false;
        }
        final String subject = reader.text();
        if (!appendResource(out, subject)) {
            return false;
        }
        appendIri(out.append(' '), predicate);
        return appendObject(out.append(' ')) && end(out);
    }

    private static boolean end(StringBuilder out) {
        out.append(" .");
        return true;
    }

    private boolean isExpression(int arity) {
        return reader.advance() && reader.kind() == AtomKind.EXPRESSION && reader.arity() == arity;
    }

    private boolean isSymbol() {
        return reader.advance() && reader.kind() == AtomKind.SYMBOL;
    }

    private static boolean isIri(String text) {
        return IRI.matcher(text).matches();
    }

    private boolean appendResource(StringBuilder out, String text) {
        if (isIri(text)) {
            appendIri(out, text);
            return true;
        }
        out.append(text);
        return BLANK.matcher(text).matches();
    }

    private boolean appendObject(StringBuilder out) {
        if (!reader.advance()) {
            return false;
        }
        return switch (reader.kind()) {
            case SYMBOL -> appendResource(out, reader.text());
            case STRING -> appendQuoted(out, reader.text());
            case INTEGER -> appendTyped(out, reader.bigIntegerValue().toString(), Literals.INTEGER);
            case FLOAT -> appendTyped(out, Literals.text(reader.doubleValue()), Literals.DOUBLE);
            case BOOL -> appendTyped(out, Boolean.toString(reader.boolValue()), Literals.BOOLEAN);
            case EXPRESSION -> reader.arity() == 3 && isSymbol() && appendMarked(out, reader.text());
            default -> false;
        };
    }

    /** Appends a value under its datatype, if that is how it is read back. */
    private static boolean appendTyped(StringBuilder out, String text, String datatype) {
        appendIri(out.append('"').append(text).append("\"^^"), "<" + datatype + ">");
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
        return LANGUAGE.matcher(language).matches();
    }

    private static boolean appendDatatype(StringBuilder out, String text, String datatype) {
        appendIri(out.append("^^"), datatype);
        return isIri(datatype) && !Literals.isValue(text, datatype.substring(1, datatype.length() - 1));
    }

    /** Appends an IRI between its brackets. */
    private static void appendIri(StringBuilder out, String iri) {
        final int last = iri.length() - 1;
        out.append('<');
        for (int i = 1; i < last; i++) {
            final char c = iri.charAt(i);
            if (c <= ' ' || UNFIT_FOR_IRI.indexOf(c) >= 0) {
                out.append(String.format("\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('>');
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
