package io.mettalith.tools.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads lines of N-Triples and N-Quads, versions 1.1 and 1.2: one statement, or none, on each. Blank nodes have labels as
 * errata of 1.1 have them: no colon, and no dot at the end.
 *
 * <p>A character of an IRI that may stand there only escaped stays escaped, so that an IRI is always one word.
 *
 * <p>Threading: not thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/rdf12-n-triples/">RDF 1.2 N-Triples</a>
 * @see <a href="https://www.w3.org/TR/rdf12-n-quads/">RDF 1.2 N-Quads</a>
 */
final class TripleParser {
    private static final String OPEN_TERM = "<<(";
    private static final String CLOSE_TERM = ")>>";
    private static final int SHORT_DIGITS = 4;
    private static final int LONG_DIGITS = 8;

    private final boolean quads;
    private final StringBuilder text = new StringBuilder();
    private final List<String> subjects = new ArrayList<>();
    private final List<String> predicates = new ArrayList<>();

    private String line;
    private int at;

    /** Makes a parser, of statements with a graph too if {@code quads}. */
    TripleParser(boolean quads) {
        this.quads = quads;
    }

    /** A line is no statement. */
    static final class TripleException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int position;

        TripleException(String rule, int position) {
            super(rule, null, false, false);
            this.position = position;
        }

        /** Returns the index of the character that does not fit. */
        int position() {
            return position;
        }
    }

    /**
     * Parses a line without its end, and writes its statement as an atom.
     *
     * @return whether there is one
     */
    boolean parse(String statement, TripleWriter writer) throws TripleException {
        line = statement;
        at = 0;
        skipBlanks();
        if (isEnd()) {
            return false;
        }
        subjects.clear();
        predicates.clear();
        readTriple();
        while (takes(OPEN_TERM)) {
            readTriple();
        }
        final Object object = readObject();
        for (int open = subjects.size(); open > 1; open--) {
            skipBlanks();
            if (!takes(CLOSE_TERM)) {
                throw expected(CLOSE_TERM + " behind a triple term");
            }
        }
        skipBlanks();
        final String graph = quads && at < line.length() && line.charAt(at) != '.' ? resource("the graph") : null;
        skipBlanks();
        if (!takes(".")) {
            throw expected("a full stop behind the " + (quads ? "graph or object" : "object"));
        }
        skipBlanks();
        if (!isEnd()) {
            throw expected("the end of the line, or a comment");
        }
        write(writer, object, graph);
        return true;
    }

    private void readTriple() throws TripleException {
        skipBlanks();
        subjects.add(resource("a subject"));
        skipBlanks();
        if (at >= line.length() || line.charAt(at) != '<') {
            throw expected("a predicate, which is an IRI");
        }
        predicates.add(iri());
        skipBlanks();
    }

    private void write(TripleWriter writer, Object object, String graph) {
        writer.begin(graph != null);
        for (int i = 0; i < subjects.size(); i++) {
            if (i > 0) {
                writer.term();
            }
            writer.resource(predicates.get(i)).resource(subjects.get(i));
        }
        if (object instanceof Literal literal) {
            literal.write(writer);
        } else {
            writer.resource((String) object);
        }
        if (graph != null) {
            writer.resource(graph);
        }
    }

    /** A text with a language or a datatype. */
    private record Literal(String value, String language, String datatype) {
        void write(TripleWriter writer) {
            if (language == null) {
                writer.literal(value, datatype);
            } else {
                writer.text(value, language);
            }
        }
    }

    /* ---------------- Terms ---------------- */

    private Object readObject() throws TripleException {
        return at < line.length() && line.charAt(at) == '"' ? literal() : resource("an object");
    }

    private String resource(String what) throws TripleException {
        if (at < line.length() && line.charAt(at) == '<' && !line.startsWith("<<", at)) {
            return iri();
        }
        if (line.startsWith(TripleWriter.BLANK, at)) {
            return blank();
        }
        throw expected(what);
    }

    private String iri() throws TripleException {
        final int start = at++;
        text.setLength(0);
        text.append('<');
        while (at < line.length() && line.charAt(at) != '>') {
            final char c = line.charAt(at);
            if (c == '\\') {
                appendIriCharacter(numericEscape());
            } else if (Iris.isUnfit(c)) {
                throw new TripleException("a character that no IRI has: character=" + name(c), at);
            } else {
                text.append(c);
                at++;
            }
        }
        if (at >= line.length()) {
            throw expected("> behind an IRI");
        }
        at++;
        final String iri = text.append('>').toString();
        if (!Iris.isIri(iri)) {
            throw new TripleException("an IRI begins with a scheme and a colon: iri=" + iri, start);
        }
        return iri;
    }

    private void appendIriCharacter(int character) {
        if (Iris.isUnfit(character)) {
            text.append(String.format(java.util.Locale.ROOT, "\\u%04X", character));
        } else {
            text.appendCodePoint(character);
        }
    }

    private String blank() throws TripleException {
        final int start = at;
        at += TripleWriter.BLANK.length();
        int end = at;
        int scan = at;
        while (scan < line.length()) {
            final int c = line.codePointAt(scan);
            final boolean fits = scan == at ? Iris.beginsLabel(c) : c == '.' || Iris.continuesLabel(c);
            if (!fits) {
                break;
            }
            scan += Character.charCount(c);
            end = c == '.' ? end : scan;
        }
        if (end == at) {
            throw expected("the label of a blank node");
        }
        at = end;
        return line.substring(start, end);
    }

    private Literal literal() throws TripleException {
        final String value = quoted();
        if (at < line.length() && line.charAt(at) == '@') {
            return new Literal(value, language(), null);
        }
        if (!takes("^^")) {
            return new Literal(value, null, Literals.STRING);
        }
        final int start = at;
        if (at >= line.length() || line.charAt(at) != '<') {
            throw expected("a datatype, which is an IRI");
        }
        final String iri = iri();
        final String datatype = iri.substring(1, iri.length() - 1);
        if (Literals.needsLanguage(datatype)) {
            throw new TripleException("a literal of that datatype has a language: datatype=" + datatype, start);
        }
        return new Literal(value, null, datatype);
    }

    private String quoted() throws TripleException {
        at++;
        text.setLength(0);
        while (at < line.length() && line.charAt(at) != '"') {
            final char c = line.charAt(at);
            if (c == '\\') {
                appendEscape();
            } else if (c == '\r') {
                throw new TripleException("a carriage return in a literal is written \\r", at);
            } else {
                text.append(c);
                at++;
            }
        }
        if (at >= line.length()) {
            throw expected("\" behind a literal");
        }
        at++;
        return text.toString();
    }

    private void appendEscape() throws TripleException {
        final int plain = at + 1 < line.length() ? "tbnrf\"'\\".indexOf(line.charAt(at + 1)) : -1;
        if (plain < 0) {
            text.appendCodePoint(numericEscape());
        } else {
            text.append("\t\b\n\r\f\"'\\".charAt(plain));
            at += 2;
        }
    }

    /** Reads the escape that begins here. */
    private int numericEscape() throws TripleException {
        final int start = at;
        final char kind = at + 1 < line.length() ? line.charAt(at + 1) : ' ';
        final int digits = kind == 'u' ? SHORT_DIGITS : kind == 'U' ? LONG_DIGITS : 0;
        int value = 0;
        boolean fine = digits > 0 && at + 2 + digits <= line.length();
        for (int i = 0; fine && i < digits; i++) {
            final char c = line.charAt(at + 2 + i);
            final int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            fine = digit >= 0;
            value = value << 4 | digit;
        }
        if (!fine
                || !Character.isValidCodePoint(value)
                || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw new TripleException(
                    "not an escape of a character: "
                            + "they are \\uHHHH and \\UHHHHHHHH, in literals \\t \\b \\n \\r \\f \\\" \\' \\\\ too",
                    start);
        }
        at += 2 + digits;
        return value;
    }

    private String language() throws TripleException {
        final int start = ++at;
        while (at < line.length() && (line.charAt(at) == '-' || isLetterOrDigit(line.charAt(at)))) {
            at++;
        }
        final String language = line.substring(start, at);
        if (!Literals.isLanguage(language)) {
            throw new TripleException(
                    "not a language: tag=" + language + "; it is as en, de-AT, or ar--rtl with a direction", start);
        }
        return language;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /* ---------------- Characters ---------------- */

    private void skipBlanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean isEnd() {
        return at >= line.length() || line.charAt(at) == '#';
    }

    private boolean takes(String word) {
        final boolean found = line.startsWith(word, at);
        at += found ? word.length() : 0;
        return found;
    }

    private TripleException expected(String what) {
        final String found = at >= line.length() ? "the end of the line" : name(line.codePointAt(at));
        return new TripleException("expected " + what + ", found " + found, at);
    }

    private static String name(int character) {
        return character < ' '
                ? "U+00" + Integer.toHexString(0x100 | character).substring(1)
                : Character.toString(character);
    }
}
