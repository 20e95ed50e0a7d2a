package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomWriter;

/**
 * Writes triples of RDF as atoms {@code (<predicate> subject object)}, and in a graph as {@code (<predicate> subject object
 * graph)}.
 *
 * <pre>
 * IRI            the symbol &lt;IRI&gt;
 * blank node     the symbol _:LABEL
 * literal        a string, number or truth value where that says it all, see {@link Literals}, else
 *                (@ "text" LANGUAGE) or (^^ "text" &lt;DATATYPE&gt;)
 * triple term    the atom of the triple
 * </pre>
 *
 * <p>Different triples give different atoms, and {@link TripleText} gives the triple back. Not thread-safe.
 */
final class TripleWriter {
    static final String LANGUAGE = "@";
    static final String TYPE = "^^";
    static final String BLANK = "_:";

    private final AtomWriter writer = new AtomWriter();

    /** Returns the writer that holds the last triple, until the next. */
    AtomWriter written() {
        return writer;
    }

    /** Begins a statement: a triple, or a triple in a graph. Its parts come next, the predicate first, the graph last. */
    TripleWriter begin(boolean inGraph) {
        writer.reset().expression(inGraph ? 4 : 3);
        return this;
    }

    /** Begins a triple term, which stands in the place of an object. */
    void term() {
        writer.expression(3);
    }

    /** Writes an IRI in its brackets, or a blank node. */
    TripleWriter resource(String name) {
        writer.symbol(name);
        return this;
    }

    /** Writes a literal of a language. */
    void text(String text, String language) {
        writer.expression(3).symbol(LANGUAGE).string(text).symbol(language);
    }

    /** Writes a literal of a datatype. */
    void literal(String text, String datatype) {
        if (!Literals.isValue(text, datatype)) {
            writer.expression(3).symbol(TYPE).string(text);
            resource("<" + datatype + ">");
            return;
        }
        switch (datatype) {
            case Literals.INTEGER -> integer(text);
            case Literals.DOUBLE -> writer.real(Literals.floating(text));
            case Literals.BOOLEAN -> writer.bool(Boolean.parseBoolean(text));
            default -> writer.string(text);
        }
    }

    private void integer(String text) {
        if (Literals.isShort(text)) {
            writer.integer(Long.parseLong(text));
        } else {
            writer.integer(Literals.bigInteger(text));
        }
    }
}
